/** SNS through the AWS SDK. */
@NullMarked
package dev.weir.tests.sns;

import org.jspecify.annotations.NullMarked;
