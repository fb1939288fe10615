/** DynamoDB and DynamoDB Streams by the AWS SDK, unmodified. */
@NullUnmarked
package dev.weir.tests.dynamodb;

import org.jspecify.annotations.NullUnmarked;
