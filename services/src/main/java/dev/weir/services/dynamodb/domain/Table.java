package dev.weir.services.dynamodb.domain;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was defined.
 *
 * @param number its own among all trees of entries in the account and region; never used again
 * @param id TableId
 * @param attributes AttributeDefinitions in the order given, by name to type
 * @param billing PROVISIONED or PAY_PER_REQUEST
 * @param billingGiven whether the billing mode was ever named, which answers then tell
 * @param onDemandSince since when requests are paid for one by one
 * @param stream the stream that is being written, where one is
 * @param latestStream the label of the last stream there was
 * @param ttlAttribute the attribute that holds expiry times, where expiry is enabled
 * @param sseKey the KMS key's ARN, where the table has a key of KMS
 * @param tableClass STANDARD or STANDARD_INFREQUENT_ACCESS where it was named
 * @param recovery whether point-in-time recovery is switched on, and for how many days
 * @param history kept while the table can be restored, or is being copied
 * @param status CREATING, UPDATING or DELETING while it is one of these; null: ACTIVE
 * @param changes what limits further changes of capacity, null before the first
 * @param destinations Kinesis streams that the table's changes go to, or went to
 * @param making RESTORE or IMPORT while items are still being put in, during which nobody else can use the table
 */
public record Table(
        String account,
        String region,
        String name,
        long number,
        String id,
        Instant created,
        Map<String, String> attributes,
        KeySchema keys,
        List<Index> indexes,
        String billing,
        boolean billingGiven,
        @Nullable Instant onDemandSince,
        Index.Throughput throughput,
        @Nullable Stream stream,
        @Nullable String latestStream,
        @Nullable String ttlAttribute,
        @Nullable String sseKey,
        @Nullable String tableClass,
        boolean deletionProtection,
        @Nullable Integer recovery,
        @Nullable OnDemand onDemand,
        Map<String, String> tags,
        @Nullable History history,
        @Nullable Origin origin,
        @Nullable String making,
        @Nullable String status,
        @Nullable Changes changes,
        List<Destination> destinations) {

    public Table {
        destinations = destinations == null ? List.of() : destinations;
    }

    /**
     * The log of what items were before each change.
     *
     * @param since when point-in-time recovery was switched on, null where it is off
     * @param holders jobs that need the log
     */
    public record History(long number, @Nullable Instant since, int holders) {
        public History held(int more) {
            return new History(number, since, holders + more);
        }
    }

    /**
     * What a table was restored from.
     *
     * @param backup its ARN, null where the table itself was the source
     * @param table the source's ARN
     * @param at the moment that was restored
     */
    public record Origin(@Nullable String backup, String table, Instant at) {}

    /**
     * @param label such as 2026-01-01T00:00:00.000
     * @param view NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES or KEYS_ONLY
     * @param shards how many are written at a time
     * @param generation how often they have been replaced by their children
     */
    public record Stream(String label, String view, long number, int shards, int generation) {}

    /**
     * Changes of capacity that AWS counts.
     *
     * @param decreases since the beginning of the UTC day of the last one
     * @param toOnDemand when the billing mode was changed to on-demand, of late
     */
    public record Changes(
            int decreases,
            @Nullable Instant decreased,
            @Nullable Instant increased,
            List<Instant> toOnDemand) {
        public static final Changes NONE = new Changes(0, null, null, List.of());

        /** How many decreases there were on the day of {@code now}, in UTC. */
        public int decreasesOn(Instant now) {
            return decreased != null && decreased.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS))
                    ? decreases
                    : 0;
        }
    }

    /**
     * A Kinesis stream as a streaming destination.
     *
     * @param status ENABLING, ACTIVE, UPDATING, DISABLING or DISABLED
     * @param precision MILLISECOND or MICROSECOND; null where it was never named
     */
    public record Destination(
            String arn, String status, @Nullable String precision) {
        /** Whether changes go there. */
        public boolean receives() {
            return status.equals("ACTIVE") || status.equals("UPDATING");
        }

        public Destination with(String changed) {
            return new Destination(arn, changed, precision);
        }
    }

    /** The most requests that an on-demand table is to serve. */
    public record OnDemand(@Nullable Long read, @Nullable Long write) {}

    public Scope scope() {
        return new Scope(account, region);
    }

    public Arn arn() {
        return scope().arn("dynamodb", "table/" + name);
    }

    public Arn streamArn(String label) {
        return scope().arn("dynamodb", "table/" + name + "/stream/" + label);
    }

    /** Whether items can be read and written: not while others are put in, nor once it goes. */
    public boolean usable() {
        return making == null && !"DELETING".equals(status);
    }

    public boolean payPerRequest() {
        return billing.equals("PAY_PER_REQUEST");
    }

    /** The indexes in the order in which AWS checks items against them. */
    public List<Index> indexesByName() {
        return indexes.size() < 2
                ? indexes
                : indexes.stream().sorted(Comparator.comparing(Index::name)).toList();
    }

    /** The index of that name, or null. */
    public @Nullable Index index(String wanted) {
        for (Index index : indexes) {
            if (index.name().equals(wanted)) {
                return index;
            }
        }
        return null;
    }

    /** The table with a number of its own, and indexes that have theirs. */
    public Table numbered(long own, List<Index> indexes) {
        Change change = new Change(this).indexes(indexes);
        change.number = own;
        return change.done();
    }

    public Change change() {
        return new Change(this);
    }

    /** Makes a table that differs from another in some ways. */
    public static final class Change {
        private final Table from;
        private long number;
        private Map<String, String> attributes;
        private List<Index> indexes;
        private String billing;
        private boolean billingGiven;
        private @Nullable Instant onDemandSince;
        private Index.Throughput throughput;
        private @Nullable Stream stream;
        private @Nullable String latestStream;
        private @Nullable String ttlAttribute;
        private @Nullable String sseKey;
        private @Nullable String tableClass;
        private boolean deletionProtection;
        private @Nullable Integer recovery;
        private @Nullable OnDemand onDemand;
        private Map<String, String> tags;
        private @Nullable History history;
        private @Nullable String making;
        private @Nullable String status;
        private @Nullable Changes changes;
        private List<Destination> destinations;

        private Change(Table from) {
            this.from = from;
            number = from.number;
            attributes = from.attributes;
            indexes = from.indexes;
            billing = from.billing;
            billingGiven = from.billingGiven;
            onDemandSince = from.onDemandSince;
            throughput = from.throughput;
            stream = from.stream;
            latestStream = from.latestStream;
            ttlAttribute = from.ttlAttribute;
            sseKey = from.sseKey;
            tableClass = from.tableClass;
            deletionProtection = from.deletionProtection;
            recovery = from.recovery;
            onDemand = from.onDemand;
            tags = from.tags;
            history = from.history;
            making = from.making;
            status = from.status;
            changes = from.changes;
            destinations = from.destinations;
        }

        public Change attributes(Map<String, String> changed) {
            attributes = changed;
            return this;
        }

        /** Drops the definitions that no key uses any more. */
        public Change usedAttributes() {
            Map<String, String> used = new LinkedHashMap<>();
            attributes.forEach((name, type) -> {
                if (from.keys.has(name)
                        || indexes.stream().anyMatch(index -> index.keys().has(name))) {
                    used.put(name, type);
                }
            });
            attributes = used;
            return this;
        }

        public Change indexes(List<Index> changed) {
            indexes = changed;
            return this;
        }

        public Change payPerRequest(Instant since) {
            billing = "PAY_PER_REQUEST";
            billingGiven = true;
            onDemandSince = since;
            throughput = Index.Throughput.NONE;
            indexes = indexes.stream()
                    .map(index -> index.with(Index.Throughput.NONE))
                    .toList();
            return this;
        }

        public Change provisioned(Index.Throughput changed) {
            billing = "PROVISIONED";
            throughput = changed;
            return this;
        }

        public Change billingGiven() {
            billingGiven = true;
            return this;
        }

        /** Starts another stream, or ends the one there is. */
        public Change stream(@Nullable Stream changed) {
            stream = changed;
            latestStream = changed == null ? latestStream : changed.label();
            return this;
        }

        public Change ttlAttribute(@Nullable String changed) {
            ttlAttribute = changed;
            return this;
        }

        public Change sseKey(@Nullable String changed) {
            sseKey = changed;
            return this;
        }

        public Change tableClass(String changed) {
            tableClass = changed;
            return this;
        }

        public Change deletionProtection(boolean changed) {
            deletionProtection = changed;
            return this;
        }

        public Change recovery(@Nullable Integer changed) {
            recovery = changed;
            return this;
        }

        public Change onDemand(@Nullable OnDemand changed) {
            onDemand = changed;
            return this;
        }

        public Change tags(Map<String, String> changed) {
            tags = changed;
            return this;
        }

        public Change history(@Nullable History changed) {
            history = changed;
            return this;
        }

        public Change making(@Nullable String changed) {
            making = changed;
            return this;
        }

        public Change status(@Nullable String changed) {
            status = changed;
            return this;
        }

        public Change changes(Changes changed) {
            changes = changed;
            return this;
        }

        public Change destinations(List<Destination> changed) {
            destinations = changed;
            return this;
        }

        public Table done() {
            return new Table(
                    from.account,
                    from.region,
                    from.name,
                    number,
                    from.id,
                    from.created,
                    attributes,
                    from.keys,
                    indexes,
                    billing,
                    billingGiven,
                    onDemandSince,
                    throughput,
                    stream,
                    latestStream,
                    ttlAttribute,
                    sseKey,
                    tableClass,
                    deletionProtection,
                    recovery,
                    onDemand,
                    tags,
                    history,
                    from.origin,
                    making,
                    status,
                    changes,
                    destinations);
        }
    }
}
