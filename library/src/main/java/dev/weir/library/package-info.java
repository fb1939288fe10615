/** Documentation that is searched without a network. */
@NullMarked
package dev.weir.library;

import org.jspecify.annotations.NullMarked;
