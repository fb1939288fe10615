/** CloudWatch Logs through the AWS SDK. */
@NullMarked
package dev.weir.tests.logs;

import org.jspecify.annotations.NullMarked;
