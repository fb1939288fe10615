/** The real machine, for the few places that deal with child processes and the user's own settings. */
@NullMarked
package dev.weir.kernel.host;

import org.jspecify.annotations.NullMarked;
