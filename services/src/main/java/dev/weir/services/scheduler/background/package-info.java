/** What runs by itself: schedules that come due, executions and their retries. */
@NullMarked
package dev.weir.services.scheduler.background;

import org.jspecify.annotations.NullMarked;
