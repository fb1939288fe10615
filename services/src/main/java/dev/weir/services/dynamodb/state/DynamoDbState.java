package dev.weir.services.dynamodb.state;

import dev.weir.fabric.delivery.Deliveries;
import dev.weir.kernel.Kernel;
import dev.weir.services.dynamodb.expressions.ExpressionParser;
import java.util.function.Consumer;

/** What the operations of both APIs work on. One per weir. */
public final class DynamoDbState {
    private final Kernel kernel;
    private final ExpressionParser parser = new ExpressionParser();
    private final Throttle throttle;
    private final Tables tables;
    private final Streams streams;
    private final Expiry expiry;
    private final Items items;
    private final Locks locks = new Locks();
    private final Backfill backfill;
    private final Life life;
    private final Copies copies;
    private final Backups backups;

    /**
     * @param throttling whether tables are held to their capacity
     * @param deliveries how changes get to Kinesis
     */
    public DynamoDbState(Kernel kernel, boolean throttling, Deliveries deliveries) {
        this.kernel = kernel;
        this.throttle = new Throttle(kernel.clock(), throttling);
        this.tables = new Tables(kernel.store());
        this.streams = new Streams(kernel);
        this.expiry = new Expiry(kernel);
        this.items = new Items(
                kernel.store(), streams, expiry, new History(kernel.clock()), new Destinations(kernel, deliveries));
        this.backfill = new Backfill(kernel, tables, expiry);
        this.life = new Life(kernel, tables, backfill, streams, throttle);
        this.copies = new Copies(kernel.store(), tables, items);
        this.backups = new Backups(kernel, tables, copies);
    }

    /**
     * Takes up the durable timers.
     *
     * @param transfers does exports and imports
     */
    public void resume(Consumer<Job> transfers) {
        kernel.timers().handle(Expiry.TIMER, (id, due, payload) -> expiry.fire(id, tables, items));
        kernel.timers().handle(Streams.TIMER, (id, due, payload) -> streams.trim(id));
        kernel.timers().handle(Streams.ROTATE, (id, due, payload) -> streams.rotate(id, tables));
        kernel.timers().handle(Life.TIMER, (id, due, payload) -> life.fire(id));
        kernel.timers().handle(Backfill.TIMER, (id, due, payload) -> backfill.fire(id));
        kernel.timers().handle(Backups.TIMER, (id, due, payload) -> run(backups.job(payload), transfers));
    }

    private void run(Job job, Consumer<Job> transfers) {
        switch (job.kind()) {
            case BACKUP -> backups.finish(job);
            case RESTORE -> backups.restore(job);
            case EXPORT, IMPORT -> transfers.accept(job);
        }
    }

    /** Forgets what is kept in memory of the store. */
    public void reset() {
        tables.reset();
        throttle.reset();
    }

    public Kernel kernel() {
        return kernel;
    }

    public ExpressionParser parser() {
        return parser;
    }

    public Throttle throttle() {
        return throttle;
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

    public Copies copies() {
        return copies;
    }

    public Backups backups() {
        return backups;
    }

    public Locks locks() {
        return locks;
    }

    public Life life() {
        return life;
    }

    public Backfill backfill() {
        return backfill;
    }
}
