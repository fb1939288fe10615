package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;

/** One change that an update makes. Source: Developer Guide, "Using update expressions in DynamoDB". */
public sealed interface UpdateAction {
    Path path();

    record Set(Path path, Source value) implements UpdateAction {}

    record Remove(Path path) implements UpdateAction {}

    /** Adds a number to a number, or members to a set; makes what is missing. */
    record Add(Path path, Value value) implements UpdateAction {}

    /** Takes members out of a set. */
    record Delete(Path path, Value.Set members) implements UpdateAction {}

    /** Where a SET takes its value from. */
    sealed interface Source {}

    record Constant(Value value) implements Source {}

    record Attribute(Path path) implements Source {}

    /** @param subtract whether the right is taken from the left */
    record Sum(boolean subtract, Source left, Source right) implements Source {}

    record IfNotExists(Path path, Source otherwise) implements Source {}

    record ListAppend(Source head, Source tail) implements Source {}
}
