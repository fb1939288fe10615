/** Tests of the store: one contract that every engine must keep. */
@NullMarked
package dev.weir.store;

import org.jspecify.annotations.NullMarked;
