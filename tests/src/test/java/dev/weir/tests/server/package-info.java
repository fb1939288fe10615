/** The server itself: HTTP, who may call, the control API. */
@NullMarked
package dev.weir.tests.server;

import org.jspecify.annotations.NullMarked;
