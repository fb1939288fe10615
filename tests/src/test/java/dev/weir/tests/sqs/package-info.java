/** SQS through the AWS SDK. */
@NullMarked
package dev.weir.tests.sqs;

import org.jspecify.annotations.NullMarked;
