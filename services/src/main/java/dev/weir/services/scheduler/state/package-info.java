/** Schedules, groups and executions in the store. */
@NullMarked
package dev.weir.services.scheduler.state;

import org.jspecify.annotations.NullMarked;
