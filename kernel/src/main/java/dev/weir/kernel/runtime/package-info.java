/**
 * What makes a {@link dev.weir.kernel.Kernel} run. Start at {@link dev.weir.kernel.runtime.Kernels}; everything else
 * is its own business.
 *
 * <p>Reading order: {@code TaskSystem} (who runs, and whether all is quiet) with its two kinds {@code LiveTasks} and
 * {@code SimTasks}; {@code WaitSignal}; {@code TimerQueue} and {@code KernelTimers}; {@code WeirClock} and
 * {@code TimeControl}; {@code RingJournal}.
 *
 * <p>Keys in the store: {@code weir.timer/name/id} holds a durable timer, {@code weir.journal/first} a batch of hops.
 */
@NullMarked
package dev.weir.kernel.runtime;

import org.jspecify.annotations.NullMarked;
