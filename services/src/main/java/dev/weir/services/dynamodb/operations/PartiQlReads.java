package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.expressions.Roots;
import dev.weir.services.dynamodb.partiql.Keys;
import dev.weir.services.dynamodb.partiql.Statement;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statements that read: a query of the partitions that the WHERE clause names, else a scan. */
final class PartiQlReads {
    private static final long MAX_BYTES = 1024 * 1024;

    private final DynamoDbState state;
    private final OpenTable open;
    private final Statement.Select select;
    private final Selection selection;
    private final Keys keys;
    private final boolean consistent;

    PartiQlReads(DynamoDbState state, OpenTable open, Statement.Select select, boolean consistent) {
        this.state = state;
        this.open = open;
        this.select = select;
        this.consistent = consistent;
        this.selection = selection();
        this.keys = Keys.of(select.where(), selection.tree().keys());
        checkFilter();
        checkOrder();
    }

    /**
     * A page of what was selected.
     *
     * @param last the key to go on after, null at the end
     */
    record Page(
            List<Map<String, AttributeValue>> items,
            @Nullable Map<String, Value> last,
            @Nullable ConsumedCapacity capacity) {}

    private Selection selection() {
        Index index = select.index() == null ? null : open.table().index(select.index());
        if (select.index() != null && index == null) {
            throw DynamoDbErrors.validation("The table does not have the specified index");
        }
        if (index != null && index.global() && consistent) {
            throw DynamoDbErrors.validation("Strongly consistent read is not supported on Global Secondary Indexes");
        }
        Projection projection = select.paths().isEmpty()
                ? null
                : Projection.ofAttributes(
                        select.paths().stream().map(Path::root).distinct().toList());
        return Selection.of(open, select.index(), null, consistent, projection, "ProjectionExpression");
    }

    private void checkFilter() {
        Index index = selection.tree().index();
        Condition rest = keys.rest();
        if (index != null && rest != null) {
            List<String> missing = Roots.of(rest).stream()
                    .filter(root -> !index.projects(root, open.table().keys()))
                    .toList();
            if (!missing.isEmpty()) {
                throw DynamoDbErrors.invalid("Secondary index " + index.name()
                        + " does not project one or more filter attributes: " + missing);
            }
        }
    }

    private void checkOrder() {
        if (select.order().isEmpty()) {
            return;
        }
        if (select.where() == null) {
            throw DynamoDbErrors.validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        }
        if (keys.partitions().isEmpty()) {
            throw DynamoDbErrors.validation(
                    "Must have at least one non-optional hash key condition in WHERE clause when"
                            + " using ORDER BY clause.");
        }
        KeySchema schema = selection.tree().keys();
        for (Statement.Order order : select.order()) {
            if (!order.path().steps().isEmpty() || !schema.has(order.path().root())) {
                throw DynamoDbErrors.validation("Variable reference "
                        + order.path().root() + " in ORDER BY clause must be part of the primary key");
            }
        }
        if (keys.partitions().size() > 1 && order(schema.partition().name()) == null) {
            throw DynamoDbErrors.validation(
                    "Must have hash key in ORDER BY clause when more than one hash key condition"
                            + " specified in WHERE clause.");
        }
    }

    private Statement.@Nullable Order order(String attribute) {
        return select.order().stream()
                .filter(each -> each.path().root().equals(attribute))
                .findFirst()
                .orElse(null);
    }

    /** The key of the one item of the table that is asked for; null where more could be. */
    @Nullable
    Map<String, Value> single() {
        return selection.tree().index() == null && keys.rest() == null
                ? keys.item(open.table().keys())
                : null;
    }

    /** @param start the key to go on after, null for the beginning */
    Page page(@Nullable Integer limit, @Nullable Map<String, Value> start, @Nullable String returnCapacity) {
        KeySchema schema = selection.tree().keys();
        Statement.Order sorted =
                schema.sort() == null ? null : order(schema.sort().name());
        boolean reverse = sorted != null && sorted.descending();
        Condition filter = keys.partitions().isEmpty() ? select.where() : keys.rest();
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Capacity capacity = Capacity.read(open.table());
        state.throttle().admitRead(open.table(), selection.tree().index());
        int room = limit == null ? Integer.MAX_VALUE : limit;
        long bytes = 0;
        Map<String, Value> last = null;
        for (KeyRange range : ranges(start, reverse)) {
            Pages.Page page = Pages.read(state.kernel().store(), open, range, room, reverse, selection.whole());
            for (Map<String, Value> item : selection.whole() ? page.items() : page.entries()) {
                if (filter == null || filter.test(item)) {
                    items.add(Attributes.attributes(picked(item)));
                }
            }
            capacity.readPage(selection.tree().index(), page.bytes(), consistent);
            if (selection.whole()) {
                capacity.readPage(null, page.itemBytes(), consistent);
            }
            room -= page.entries().size();
            bytes += page.bytes();
            last = page.last();
            if (last != null || room == 0 || bytes >= MAX_BYTES) {
                break;
            }
        }
        return new Page(
                items,
                last == null ? null : Attributes.values(selection.keyOf(last)),
                capacity.spend(state.throttle()).answer(returnCapacity));
    }

    private List<KeyRange> ranges(@Nullable Map<String, Value> start, boolean reverse) {
        List<KeyRange> ranges = new ArrayList<>();
        if (start != null) {
            selection.checkStart(start);
        }
        byte[] after = start == null ? null : selection.place(start);
        if (keys.partitions().isEmpty()) {
            KeyRange all = KeyRange.prefix(selection.tree().prefix());
            ranges.add(after == null ? all : all.after(after));
            return ranges;
        }
        KeySchema schema = selection.tree().keys();
        Value present = start == null ? null : start.get(schema.partition().name());
        boolean reached = present == null;
        for (Value partition : ordered(schema)) {
            KeyRange range = KeyRanges.of(selection.tree(), partition, keys.sort());
            if (reached) {
                ranges.add(range);
            } else if (partition.equals(present)) {
                reached = true;
                byte[] from = Objects.requireNonNull(after);
                ranges.add(reverse ? range.before(from) : range.after(from));
            }
        }
        return ranges;
    }

    private List<Value> ordered(KeySchema schema) {
        Statement.Order order = order(schema.partition().name());
        if (order == null) {
            return keys.partitions();
        }
        Comparator<Value> ascending = Values.ORDER;
        return keys.partitions().stream()
                .sorted(order.descending() ? ascending.reversed() : ascending)
                .toList();
    }

    /** What was selected of an item: a path's value goes by the name of its last key. */
    Map<String, Value> picked(Map<String, Value> item) {
        if (select.paths().isEmpty()) {
            return item;
        }
        Map<String, Value> picked = new LinkedHashMap<>();
        for (int i = 0; i < select.paths().size(); i++) {
            Path path = select.paths().get(i);
            Value value = path.in(item);
            if (value != null) {
                picked.put(name(path, i), value);
            }
        }
        return picked;
    }

    private static String name(Path path, int position) {
        if (path.steps().isEmpty()) {
            return path.root();
        }
        return path.steps().getLast() instanceof Path.Key key ? key.name() : "_" + (position + 1);
    }
}
