/**
 * AWS's service models to Java types. {@code import} makes {@code models/<service>.json} from what the registries hold;
 * {@code generate} makes the sources of the {@code api} module from those files, in every build.
 */
@NullMarked
package dev.weir.codegen;

import org.jspecify.annotations.NullMarked;
