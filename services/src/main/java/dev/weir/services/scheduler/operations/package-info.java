/** The operations of EventBridge Scheduler. */
@NullMarked
package dev.weir.services.scheduler.operations;

import org.jspecify.annotations.NullMarked;
