/**
 * Builds an application's code as {@code sam build} would, and packs it for a stack.
 *
 * <p>Reading order: {@link dev.weir.deploy.build.Application} (what of a template lies in local files),
 * {@link dev.weir.deploy.build.CodeBuild} (which tool builds what),
 * {@link dev.weir.deploy.build.Packaging} (archives go to a bucket, the template names them there).
 */
@NullMarked
package dev.weir.deploy.build;

import org.jspecify.annotations.NullMarked;
