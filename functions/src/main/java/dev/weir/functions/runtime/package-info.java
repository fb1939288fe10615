/** How each runtime family is started. */
@NullMarked
package dev.weir.functions.runtime;

import org.jspecify.annotations.NullMarked;
