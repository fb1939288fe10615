/** Routing of events to targets, and schedules on weir's clock. */
@NullMarked
package dev.weir.services.events.background;

import org.jspecify.annotations.NullMarked;
