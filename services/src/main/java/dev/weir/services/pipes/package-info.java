/**
 * EventBridge Pipes: each takes events from one queue or stream, filters, enriches and transforms them, and hands them to
 * one target. Source: Amazon EventBridge User Guide, "Amazon EventBridge Pipes", and the Pipes API Reference.
 *
 * <p>Reading order: {@code background.RunningPipes}, which reads sources through {@link dev.weir.fabric.source};
 * {@code background.PipeRun}, what becomes of a batch; {@code background.Enrichment} and {@code background.Targets};
 * {@code domain.Template} and {@code domain.JsonPath}; {@code operations}.
 *
 * <p>Keys in the store: {@code pipes/account/region/name}, and {@code pipes.checkpoint/arn/shard} with how far each has
 * read its shards.
 */
@NullMarked
package dev.weir.services.pipes;

import org.jspecify.annotations.NullMarked;
