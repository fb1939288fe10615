/** Lambda functions as tools: one for each, and one to look at them all. */
@NullMarked
package dev.weir.mcp.functions;

import org.jspecify.annotations.NullMarked;
