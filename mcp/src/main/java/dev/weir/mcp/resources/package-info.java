/** What is deployed, as resources to be read, with completions of their names. */
@NullMarked
package dev.weir.mcp.resources;

import org.jspecify.annotations.NullMarked;
