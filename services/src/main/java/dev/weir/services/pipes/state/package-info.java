/** Pipes in the store. */
@NullMarked
package dev.weir.services.pipes.state;

import org.jspecify.annotations.NullMarked;
