/** The running weir that tools work on, as any user reaches it: over HTTP. */
@NullMarked
package dev.weir.mcp.client;

import org.jspecify.annotations.NullMarked;
