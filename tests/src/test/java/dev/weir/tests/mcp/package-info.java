/** The MCP server, as clients see it: the official conformance suite, the Inspector, the SDK's client, and clients that misbehave. */
@NullMarked
package dev.weir.tests.mcp;

import org.jspecify.annotations.NullMarked;
