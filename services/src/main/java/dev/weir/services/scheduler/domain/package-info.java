/** When schedules are due, and what their targets are given. */
@NullMarked
package dev.weir.services.scheduler.domain;

import org.jspecify.annotations.NullMarked;
