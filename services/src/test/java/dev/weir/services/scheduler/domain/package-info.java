/** Schedules against the calendar. */
package dev.weir.services.scheduler.domain;
