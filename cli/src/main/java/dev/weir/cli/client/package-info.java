/** How commands talk: to a running weir, and to a terminal. */
@NullMarked
package dev.weir.cli.client;

import org.jspecify.annotations.NullMarked;
