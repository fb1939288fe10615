/** One class for each family of operations: check, act, answer. */
@NullMarked
package dev.weir.services.kinesis.operations;

import org.jspecify.annotations.NullMarked;
