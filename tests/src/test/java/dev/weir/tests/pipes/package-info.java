/** EventBridge Pipes through the AWS SDK. */
@NullMarked
package dev.weir.tests.pipes;

import org.jspecify.annotations.NullMarked;
