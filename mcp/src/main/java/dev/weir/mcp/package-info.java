/** The MCP server: tools for coding agents, over stdio and streamable HTTP. */
@NullMarked
package dev.weir.mcp;

import org.jspecify.annotations.NullMarked;
