/** DynamoDB and DynamoDB Streams by the AWS SDK, unmodified. */
@NullUnmarked
package dev.weir.tests.s3;

import org.jspecify.annotations.NullUnmarked;
