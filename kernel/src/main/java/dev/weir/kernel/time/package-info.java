/** One clock that can be frozen and advanced, and the timers that obey it. */
@NullMarked
package dev.weir.kernel.time;

import org.jspecify.annotations.NullMarked;
