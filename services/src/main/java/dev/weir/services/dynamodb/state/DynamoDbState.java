package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.services.dynamodb.expressions.ExpressionParser;

/** What the operations of both APIs work on. One per weir. */
public final class DynamoDbState {
    private final Kernel kernel;
    private final ExpressionParser parser = new ExpressionParser();
    private final Tables tables;
    private final Streams streams;
    private final Expiry expiry;
    private final Items items;
    private final Backfill backfill;

    public DynamoDbState(Kernel kernel) {
        this.kernel = kernel;
        this.tables = new Tables(kernel.store());
        this.streams = new Streams(kernel);
        this.expiry = new Expiry(kernel);
        this.items = new Items(kernel.store(), streams, expiry);
        this.backfill = new Backfill(kernel, tables, expiry);
    }

    /** Takes up the durable timers. */
    public void resume() {
        kernel.timers().handle(Expiry.TIMER, (id, due, payload) -> expiry.fire(id, tables, items));
        kernel.timers().handle(Streams.TIMER, (id, due, payload) -> streams.trim(id));
        kernel.timers().handle(Backfill.TIMER, (id, due, payload) -> backfill.fire(id));
    }

    /** Forgets what is kept in memory of the store. */
    public void reset() {
        tables.reset();
    }

    public Kernel kernel() {
        return kernel;
    }

    public ExpressionParser parser() {
        return parser;
    }

    public Tables tables() {
        return tables;
    }

    public Streams streams() {
        return streams;
    }

    public Expiry expiry() {
        return expiry;
    }

    public Items items() {
        return items;
    }

    public Backfill backfill() {
        return backfill;
    }
}
