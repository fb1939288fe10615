package dev.weir.shapes;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Something worked out from a schema once and kept with it: a protocol's table of names, a validator's rules. Make each
 * one a constant; see {@link Schema#derived}.
 */
public final class Derivation<T> {
    private static final AtomicInteger SLOTS = new AtomicInteger();

    private final int slot = SLOTS.getAndIncrement();
    private final Function<Schema, T> how;

    /** @param how without effects; may be called more than once for a schema */
    public Derivation(Function<Schema, T> how) {
        this.how = how;
    }

    int slot() {
        return slot;
    }

    T derive(Schema schema) {
        return how.apply(schema);
    }
}
