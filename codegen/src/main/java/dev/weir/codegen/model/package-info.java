/** A service model in weir's neutral form, as {@code models/<service>.json} holds it. */
@NullMarked
package dev.weir.codegen.model;

import org.jspecify.annotations.NullMarked;
