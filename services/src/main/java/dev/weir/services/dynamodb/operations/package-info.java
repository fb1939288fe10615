/** The operations, one class each or a few small ones together: check, act, answer. */
@NullMarked
package dev.weir.services.dynamodb.operations;

import org.jspecify.annotations.NullMarked;
