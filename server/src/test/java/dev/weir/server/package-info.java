/** What the server promises of itself. */
@NullMarked
package dev.weir.server;

import org.jspecify.annotations.NullMarked;
