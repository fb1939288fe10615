/** EventBridge Scheduler through the AWS SDK, on weir's own clock. */
@NullMarked
package dev.weir.tests.scheduler;

import org.jspecify.annotations.NullMarked;
