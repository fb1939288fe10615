/**
 * The words that the SAM transform is written in: {@link dev.weir.deploy.sam.model.Json} and
 * {@link dev.weir.deploy.sam.model.Intrinsics} to read and build trees, {@link dev.weir.deploy.sam.model.SamResource}
 * for what a template declares (checked against {@link dev.weir.deploy.sam.model.PropertySchema}),
 * {@link dev.weir.deploy.sam.model.CfnResource} for what comes out, {@link dev.weir.deploy.sam.model.Invalid} for what
 * is wrong with a template.
 */
@NullMarked
package dev.weir.deploy.sam.model;

import org.jspecify.annotations.NullMarked;
