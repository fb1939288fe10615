/** Every hop of every event, with its cause, its outcome and the reason. */
@NullMarked
package dev.weir.kernel.journal;

import org.jspecify.annotations.NullMarked;
