package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends what is under way with a table when its time has come: CREATING and UPDATING become ACTIVE, new indexes begin to
 * be filled, what is DELETING goes, streaming destinations settle. The timers are durable, so a restart loses none.
 */
public final class Life {
    /** Name of the durable timers; their ids are account, region and table. */
    public static final String TIMER = "dynamodb.table";

    /** How long a change takes on weir's clock; AWS takes seconds to minutes. */
    public static final Duration DELAY = Duration.ofMillis(250);

    private final Kernel kernel;
    private final Tables tables;
    private final Backfill backfill;
    private final Streams streams;
    private final Throttle throttle;

    Life(Kernel kernel, Tables tables, Backfill backfill, Streams streams, Throttle throttle) {
        this.kernel = kernel;
        this.tables = tables;
        this.backfill = backfill;
        this.streams = streams;
        this.throttle = throttle;
    }

    /** Something about the table has begun that ends by itself. */
    public void began(WriteTx tx, Table table) {
        Instant due = kernel.clock().now().plus(DELAY);
        kernel.timers().set(tx, TIMER, timerId(table), due, TimerKind.WORK, new byte[0]);
    }

    private static String timerId(Table table) {
        return table.account() + "/" + table.region() + "/" + table.name();
    }

    /** Ends what is under way with the table that the timer's id names. */
    public void fire(String id) {
        String[] parts = id.split("/", 3);
        finish(new Scope(parts[0], parts[1]), parts[2], DELAY);
    }

    /** Ends all that is under way with a table at once, the filling of its indexes included. */
    public void complete(Scope scope, String name) {
        finish(scope, name, Duration.ZERO);
        Table table = tables.get(scope, name);
        if (table != null) {
            for (Index index : table.indexes()) {
                if (index.backfilling()) {
                    backfill.fire(timerId(table) + "/" + index.name());
                }
            }
        }
    }

    private void finish(Scope scope, String name, Duration untilFilling) {
        Table table = tables.get(scope, name);
        if (table == null) {
            return;
        }
        if ("DELETING".equals(table.status())) {
            Table gone = tables.delete(table);
            if (gone != null) {
                throttle.forget(gone);
                journal(gone, "dynamodb.TableDeleted", "");
            }
            return;
        }
        if (moving(table)) {
            Table settled = kernel.store().write(tx -> {
                Table now = tables.get(tx, scope, table.name());
                return now == null || now.number() != table.number() ? null : settle(tx, now, untilFilling);
            });
            if (settled != null && table.status() != null) {
                journal(settled, "dynamodb.TableActive", "after " + table.status());
            }
        }
    }

    private static boolean moving(Table table) {
        return table.status() != null
                || table.indexes().stream().anyMatch(index -> index.status() != null)
                || table.destinations().stream().anyMatch(Life::moving);
    }

    private static boolean moving(Table.Destination destination) {
        return destination.status().endsWith("ING");
    }

    private Table settle(WriteTx tx, Table table, Duration untilFilling) {
        List<Index> indexes = new ArrayList<>();
        for (Index index : table.indexes()) {
            if (Index.DELETING.equals(index.status())) {
                tables.deleteIndex(tx, table, index);
                continue;
            }
            if (Index.CREATING.equals(index.status())) {
                backfill.startIndex(tx, table, index.name(), untilFilling);
            }
            indexes.add(index.withStatus(null));
        }
        List<Table.Destination> destinations = table.destinations().stream()
                .map(each -> moving(each) ? each.with(each.status().equals("DISABLING") ? "DISABLED" : "ACTIVE") : each)
                .toList();
        Table settled = table.change()
                .status(null)
                .indexes(indexes)
                .destinations(destinations)
                .usedAttributes()
                .done();
        tables.put(tx, settled);
        kernel.timers().cancel(tx, TIMER, timerId(table));
        return settled;
    }

    private void journal(Table table, String kind, String reason) {
        kernel.journal()
                .record(Cause.NONE, table.scope(), kind, "", table.arn().toString(), "", Outcome.COMPLETED, reason);
    }

    /**
     * Waits while the table, or a destination of it, is on its way to another status, where the clock runs: clients ask for the status every twenty
     * seconds, and what takes a quarter of a second should not cost them that.
     *
     * @return the table as it is then, null where there is none
     */
    public @Nullable Table settled(Scope scope, String name) {
        Table table = tables.get(scope, name);
        Instant latest = kernel.clock().now().plus(DELAY).plus(DELAY);
        while (table != null
                && waitedFor(table)
                && kernel.clock().runs()
                && kernel.clock().now().isBefore(latest)) {
            Signal changed = kernel.tasks().signal();
            try (var watch = tables.watch(table, changed::raise)) {
                long seen = changed.version();
                table = tables.get(scope, name);
                if (table != null && waitedFor(table)) {
                    changed.await(seen, latest);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return table;
            }
            table = tables.get(scope, name);
        }
        return table;
    }

    private static boolean waitedFor(Table table) {
        return table.status() != null || table.destinations().stream().anyMatch(Life::moving);
    }

    /** Marks the table as one that goes, and ends its stream. */
    public Table deleting(WriteTx tx, Table table) {
        Table marked = table.change().status("DELETING").done();
        if (table.stream() != null) {
            streams.end(tx, table, table.stream());
            marked = marked.change().stream(null).done();
        }
        began(tx, marked);
        return marked;
    }
}
