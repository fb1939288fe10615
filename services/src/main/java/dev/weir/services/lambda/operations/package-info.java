/** One class per family of operations: check, act, answer. */
@NullMarked
package dev.weir.services.lambda.operations;

import org.jspecify.annotations.NullMarked;
