/**
 * How clients reach the MCP server: {@link dev.weir.mcp.transport.HttpTransport} is streamable HTTP over weir's own HTTP
 * server, {@link dev.weir.mcp.transport.StdioTransport} lines on two streams. Both take a request in a thread of its own,
 * bound what a client may send, and let it cancel what it asked for, which the SDK leaves to transports.
 */
@NullMarked
package dev.weir.mcp.transport;

import org.jspecify.annotations.NullMarked;
