/** The CloudFormation resource types of EventBridge Scheduler. */
@NullMarked
package dev.weir.services.scheduler.resources;

import org.jspecify.annotations.NullMarked;
