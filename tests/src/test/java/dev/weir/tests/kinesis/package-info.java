/** Kinesis through the AWS SDK. */
@NullMarked
package dev.weir.tests.kinesis;

import org.jspecify.annotations.NullMarked;
