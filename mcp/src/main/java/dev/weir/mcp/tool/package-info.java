/**
 * What tools are made of: {@link dev.weir.mcp.tool.Tool} is one with its actions, {@link dev.weir.mcp.tool.Call} a call of
 * it, {@link dev.weir.mcp.tool.Guard} what decides whether it may do what it is asked.
 */
@NullMarked
package dev.weir.mcp.tool;

import org.jspecify.annotations.NullMarked;
