/**
 * AWS Step Functions. A <em>state machine</em> is a definition in the Amazon States Language; an <em>execution</em> runs
 * one. {@code language} reads and checks definitions, {@code data} moves data through states, {@code execution} takes a
 * running execution from one wait to the next without touching the world; {@code items} are what distributed Map states
 * read; {@code background} makes each of those steps a
 * transaction, does the tasks and sets the timers.
 *
 * <p>Keys begin with {@code states}, account, region, then
 *
 * <ul>
 *   <li>{@code machine}, name: {@link dev.weir.services.states.state.MachineRecord}
 *   <li>{@code version}, machine, number: {@link dev.weir.services.states.state.VersionRecord}
 *   <li>{@code alias}, machine, name: {@link dev.weir.services.states.state.AliasRecord}
 *   <li>{@code execution}, machine, name: {@link dev.weir.services.states.state.ExecutionRecord}
 *   <li>{@code definition}, digest: what executions run, once for all of them
 *   <li>{@code started}, machine, start time turned round, name: the same in the order of their lists
 *   <li>{@code progress}, machine, name: where a running execution is, or where one ended that may be redriven
 *   <li>{@code part}, machine, name, kind, frame, index: what of that lies within its states, such as items of a Map
 *   <li>{@code history}, machine, name, number of the first: some events
 *   <li>{@code maprun}, id: {@link dev.weir.services.states.state.MapRunRecord}; {@code mapplan}, id: what it is to do
 *   <li>{@code mapruns}, machine, execution, start time turned round, id: the runs of an execution
 *   <li>{@code mapchild}, id, index: {@link dev.weir.services.states.state.MapChild}; {@code mapplace}, machine, name:
 *       which of them an execution is
 *   <li>{@code activity}, name: {@link dev.weir.services.states.state.ActivityRecord}
 *   <li>{@code offered}, activity, number: a task that waits for a worker
 * </ul>
 *
 * and with {@code states.running}, ARN for executions to be taken up after a restart; {@code states.mapruns} for map runs.
 */
@NullMarked
package dev.weir.services.states;

import org.jspecify.annotations.NullMarked;
