/** State machines of Step Functions as tools: one for each, and one to look into executions. */
@NullMarked
package dev.weir.mcp.workflows;

import org.jspecify.annotations.NullMarked;
