/** All that reads or writes the store. {@code Keys} says where things lie. */
@NullMarked
package dev.weir.services.dynamodb.state;

import org.jspecify.annotations.NullMarked;
