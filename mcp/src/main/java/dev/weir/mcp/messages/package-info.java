/** Queues, topics, buses and the schema registry by what is done with them, not operation by operation. */
@NullMarked
package dev.weir.mcp.messages;

import org.jspecify.annotations.NullMarked;
