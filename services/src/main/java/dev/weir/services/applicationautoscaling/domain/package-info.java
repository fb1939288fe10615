/** Schedules: pure rules. */
@NullMarked
package dev.weir.services.applicationautoscaling.domain;

import org.jspecify.annotations.NullMarked;
