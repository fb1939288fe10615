/** EventBridge and its schema registry through the AWS SDK. */
@NullMarked
package dev.weir.tests.events;

import org.jspecify.annotations.NullMarked;
