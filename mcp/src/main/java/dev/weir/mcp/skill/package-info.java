/**
 * Skills for agents that weir brings along, from the repository's folder {@code skill}: as files to install, as MCP resources,
 * through a tool, and as prompts for the patterns.
 */
@NullMarked
package dev.weir.mcp.skill;

import org.jspecify.annotations.NullMarked;
