/** DynamoDB's operations on a kernel in memory. */
@org.jspecify.annotations.NullUnmarked
package dev.weir.services.dynamodb;
