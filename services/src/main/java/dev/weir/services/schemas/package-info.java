/**
 * EventBridge's schema registry: registries, schemas with versions, and discoverers.
 *
 * <p>Reading order: {@link dev.weir.services.schemas.domain.Shape} (what is learned from events),
 * {@link dev.weir.services.schemas.domain.Document} (how a schema says it),
 * {@link dev.weir.services.schemas.state.SchemasStore}, {@link dev.weir.services.schemas.operations.Discovery}. A discoverer
 * has a managed rule on its bus, whose target is the discoverer's own ARN; what the rule delivers is learned from.
 *
 * <p>Differs from AWS: see {@code differences.properties}.
 */
@NullMarked
package dev.weir.services.schemas;

import org.jspecify.annotations.NullMarked;
