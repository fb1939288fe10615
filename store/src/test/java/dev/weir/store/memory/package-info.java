/** Tests of the engine in memory. */
@NullMarked
package dev.weir.store.memory;

import org.jspecify.annotations.NullMarked;
