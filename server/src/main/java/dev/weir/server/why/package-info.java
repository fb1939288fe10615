/**
 * Why did nothing happen? Reads it from the journal, and asks services for what the journal does not say. {@link
 * dev.weir.server.why.Inquiry} gathers the hops, {@link dev.weir.server.why.Verdicts} judges them.
 */
@NullMarked
package dev.weir.server.why;

import org.jspecify.annotations.NullMarked;
