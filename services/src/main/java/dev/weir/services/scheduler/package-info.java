/**
 * EventBridge Scheduler: schedules in groups, each of which calls one target at its times. Source: EventBridge Scheduler
 * User Guide and API Reference.
 *
 * <p>Reading order: {@code domain.Expression}, {@code domain.CronTimes} and {@code domain.Plan} (when a schedule is due);
 * {@code background.Timetable}, which keeps one durable timer for the next time of each schedule; {@code
 * background.Executions}, which calls targets, again where that fails, and puts into dead-letter queues what cannot be
 * delivered; {@code background.TargetCalls} (what a call of each kind of target is); {@code operations}.
 *
 * <p>An execution has retries of its own instead of the fabric's outbox, since its input may hold the number of the
 * attempt.
 *
 * <p>Keys in the store: {@code scheduler/account/region/group/name}, {@code scheduler/account/region/schedule/group/name},
 * and {@code scheduler.execution/id} with executions that are under way. Timers: {@code scheduler.schedule} (by ARN) and
 * {@code scheduler.retry} (by execution).
 *
 * <p>Differences from AWS: what is late because weir was down is called then, as long as it is not older than its retry
 * policy allows; roles are stored and not assumed.
 */
@NullMarked
package dev.weir.services.scheduler;

import org.jspecify.annotations.NullMarked;
