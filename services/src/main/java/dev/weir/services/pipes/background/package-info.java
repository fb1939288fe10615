/** Pipes that run. */
@NullMarked
package dev.weir.services.pipes.background;

import org.jspecify.annotations.NullMarked;
