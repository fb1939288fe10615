/** Work that goes on while the client does something else, and can be followed and called off. */
@NullMarked
package dev.weir.mcp.jobs;

import org.jspecify.annotations.NullMarked;
