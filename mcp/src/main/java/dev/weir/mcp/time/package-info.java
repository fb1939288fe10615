/** Tools that no emulator's agent had: the clock, and the truth about what became of an event. */
@NullMarked
package dev.weir.mcp.time;

import org.jspecify.annotations.NullMarked;
