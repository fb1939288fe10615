/**
 * Executions as they run. {@link dev.weir.services.states.execution.Run} moves one from wait to wait; what it is between
 * is a {@link dev.weir.services.states.execution.Progress}, which can be kept and taken up again.
 */
@NullMarked
package dev.weir.services.states.execution;

import org.jspecify.annotations.NullMarked;
