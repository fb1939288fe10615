package dev.weir.services.dynamodb.operations;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often capacity may be lowered, and the billing mode changed. Source: Developer Guide, "Quotas in Amazon DynamoDB",
 * decreasing provisioned throughput; "Switching between on-demand and provisioned capacity modes".
 */
final class CapacityChanges {
    private static final int FREE_DECREASES = 4;
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final int SWITCHES = 4;
    private static final Duration DAY = Duration.ofDays(1);
    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern(
                    "EEEE, MMMM d, yyyy h:mm:ss a 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CapacityChanges() {}

    private static Table.Changes of(Table table) {
        return table.changes() == null ? Table.Changes.NONE : table.changes();
    }

    /** What is counted after a change of the table's provisioned capacity. */
    static Table.Changes next(Table table, Index.Throughput wanted, Instant now) {
        Table.Changes before = of(table);
        Index.Throughput present = table.throughput();
        boolean less = wanted.read() < present.read() || wanted.write() < present.write();
        boolean more = wanted.read() > present.read() || wanted.write() > present.write();
        int decreases = before.decreasesOn(now);
        Instant last = before.decreased();
        if (less && last != null && decreases >= FREE_DECREASES && now.isBefore(last.plus(BETWEEN))) {
            throw DynamoDbErrors.limitExceeded(
                    "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After"
                            + " the first " + FREE_DECREASES
                            + " decreases, each subsequent decrease in the same UTC day can"
                            + " be performed at most once every " + BETWEEN.toSeconds()
                            + " seconds. Number of decreases today: "
                            + decreases + ". Last decrease at " + SPOKEN.format(last)
                            + ". Next decrease can be made at " + SPOKEN.format(last.plus(BETWEEN)));
        }
        return new Table.Changes(
                less ? decreases + 1 : decreases,
                less ? now : last,
                more ? now : before.increased(),
                before.toOnDemand());
    }

    /** What is counted after the billing mode became on-demand. */
    static Table.Changes toOnDemand(Table table, Instant now) {
        Table.Changes before = of(table);
        List<Instant> lately = new ArrayList<>(before.toOnDemand());
        lately.removeIf(each -> !each.plus(DAY).isAfter(now));
        if (lately.size() >= SWITCHES) {
            throw DynamoDbErrors.limitExceeded("Subscriber limit exceeded: Update to PayPerRequest mode are limited to "
                    + SWITCHES + " in 1 day(s). Last update at " + SPOKEN.format(lately.getLast())
                    + ". Next update can be made at "
                    + SPOKEN.format(lately.getFirst().plus(DAY)));
        }
        lately.add(now);
        return new Table.Changes(before.decreases(), before.decreased(), before.increased(), List.copyOf(lately));
    }
}
