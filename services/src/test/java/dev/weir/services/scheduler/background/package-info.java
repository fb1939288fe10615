/** Executions of schedules, on a kernel in memory. */
package dev.weir.services.scheduler.background;
