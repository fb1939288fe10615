package dev.weir.services.dynamodb.state;

import dev.weir.api.dynamodb.ProvisionedThroughputExceededException;
import dev.weir.api.dynamodb.ProvisionedThroughputExceededExceptionDetail;
import dev.weir.api.dynamodb.ThrottlingException;
import dev.weir.api.dynamodb.ThrottlingExceptionDetail;
import dev.weir.api.dynamodb.ThrottlingReason;
import dev.weir.kernel.Scope;
import dev.weir.kernel.time.Clock;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.shapes.AwsException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds tables and indexes to their capacity: a bucket each for reads and writes that fills on weir's clock, and holds
 * what up to five minutes were not used. A request is let in while there is anything left, and takes what it used
 * afterwards. Tells as well what was used by the minute. Kept in memory only: a start begins with full buckets. Source: Developer Guide, "Burst and adaptive
 * capacity", "Throttling".
 */
public final class Throttle {
    private static final double BURST_SECONDS = 300;

    private final Clock clock;
    private final boolean on;
    private final Map<Place, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<Place, Meter> meters = new ConcurrentHashMap<>();

    Throttle(Clock clock, boolean on) {
        this.clock = clock;
        this.on = on;
    }

    private record Place(Scope scope, long tree, boolean write) {}

    /** @param burst seconds whose units it can hold */
    private record Limit(long rate, double burst) {}

    private static final class Bucket {
        private double units;
        private long millis;

        Bucket(Limit limit, long now) {
            units = limit.rate() * limit.burst();
            millis = now;
        }

        synchronized boolean empty(Limit limit, long now) {
            double filled = units + (now - millis) / 1000.0 * limit.rate();
            units = Math.min(filled, limit.rate() * limit.burst());
            millis = now;
            return units <= 0;
        }

        synchronized void take(double used) {
            units -= used;
        }
    }

    /** What was used by the minute, for a quarter of an hour and the minute that runs. */
    private static final class Meter {
        private static final int MINUTES = 16;

        private final long[] minutes = new long[MINUTES];
        private final double[] units = new double[MINUTES];

        synchronized void add(long minute, double used) {
            int at = (int) (minute % MINUTES);
            units[at] = used + (minutes[at] == minute ? units[at] : 0);
            minutes[at] = minute;
        }

        synchronized OptionalDouble at(long minute) {
            int at = (int) (minute % MINUTES);
            return minutes[at] == minute ? OptionalDouble.of(units[at]) : OptionalDouble.empty();
        }
    }

    /** Forgets what was used. */
    void reset() {
        buckets.clear();
        meters.clear();
    }

    /** Forgets a table that is gone. */
    public void forget(Table table) {
        Predicate<Place> own = place -> place.scope().equals(table.scope()) && tree(table, place.tree());
        buckets.keySet().removeIf(own);
        meters.keySet().removeIf(own);
    }

    private static boolean tree(Table table, long number) {
        return table.number() == number || table.indexes().stream().anyMatch(index -> index.number() == number);
    }

    /** Whether requests to the table are limited at all. */
    public boolean limits(Table table) {
        return on && (!table.payPerRequest() || table.onDemand() != null);
    }

    /** Whether it matters what requests to the table use: it is limited, or may be scaled by its use. */
    public boolean measures(Table table) {
        return !table.payPerRequest() || limits(table);
    }

    /** What was used of a table (an index of null) or of an index in a minute since 1970. */
    public OptionalDouble used(Table table, @Nullable Index index, boolean write, long minute) {
        Meter meter = meters.get(place(table, index, write));
        return meter == null ? OptionalDouble.empty() : meter.at(minute);
    }

    /** @throws AwsException where the table's, or the global index's, units for reading are used up */
    public void admitRead(Table table, @Nullable Index index) {
        if (limits(table)) {
            check(table, index != null && index.global() ? index : null, false);
        }
    }

    /** @throws AwsException where the units for writing of the table or one of its global indexes are used up */
    public void admitWrite(Table table) {
        if (limits(table)) {
            check(table, null, true);
            for (Index index : table.indexes()) {
                if (index.global()) {
                    check(table, index, true);
                }
            }
        }
    }

    private void check(Table table, @Nullable Index index, boolean write) {
        Limit limit = limit(table, index, write);
        if (limit != null && bucket(table, index, write, limit).empty(limit, clock.millis())) {
            throw exceeded(table, index, write);
        }
    }

    /** Takes what a request used of the table (an index of null, or a local one) or of a global index. */
    public void take(Table table, @Nullable Index index, boolean write, double units) {
        Index own = index != null && index.global() ? index : null;
        Limit limit = limits(table) ? limit(table, own, write) : null;
        if (limit != null && units > 0) {
            bucket(table, own, write, limit).take(units);
        }
        if (units > 0 && !table.payPerRequest()) {
            meters.computeIfAbsent(place(table, own, write), each -> new Meter())
                    .add(Math.floorDiv(clock.millis(), 60_000), units);
        }
    }

    private Bucket bucket(Table table, @Nullable Index index, boolean write, Limit limit) {
        return buckets.computeIfAbsent(place(table, index, write), each -> new Bucket(limit, clock.millis()));
    }

    private static Place place(Table table, @Nullable Index index, boolean write) {
        return new Place(table.scope(), index == null ? table.number() : index.number(), write);
    }

    private static @Nullable Limit limit(Table table, @Nullable Index index, boolean write) {
        if (table.payPerRequest()) {
            Table.OnDemand most = table.onDemand();
            Long units = most == null ? null : write ? most.write() : most.read();
            return units == null || units <= 0 ? null : new Limit(units, 1);
        }
        Index.Throughput throughput = index == null ? table.throughput() : index.throughput();
        return new Limit(write ? throughput.write() : throughput.read(), BURST_SECONDS);
    }

    private static AwsException exceeded(Table table, @Nullable Index index, boolean write) {
        String reason = (index == null ? "Table" : "Index")
                + (write ? "Write" : "Read")
                + (table.payPerRequest() ? "MaxOnDemandThroughputExceeded" : "ProvisionedThroughputExceeded");
        List<ThrottlingReason> reasons = List.of(ThrottlingReason.builder()
                .reason(reason)
                .resource(table.arn() + (index == null ? "" : "/index/" + index.name()))
                .build());
        if (table.payPerRequest()) {
            String message = "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
            return new ThrottlingException(
                    message,
                    ThrottlingExceptionDetail.builder()
                            .throttlingReasons(reasons)
                            .build());
        }
        String message = index == null
                ? "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                        + " provisioning level with the UpdateTable API."
                : "The level of configured provisioned throughput for one or more global secondary indexes of the table"
                        + " was exceeded. Consider increasing your provisioning level for the under-provisioned global"
                        + " secondary indexes with the UpdateTable API.";
        return new ProvisionedThroughputExceededException(
                message,
                ProvisionedThroughputExceededExceptionDetail.builder()
                        .throttlingReasons(reasons)
                        .build());
    }
}
