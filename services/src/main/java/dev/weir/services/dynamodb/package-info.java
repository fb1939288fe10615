/** DynamoDB and DynamoDB Streams. */
@NullMarked
package dev.weir.services.dynamodb;

import org.jspecify.annotations.NullMarked;
