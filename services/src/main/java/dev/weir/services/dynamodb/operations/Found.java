package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.Pages;
import dev.weir.services.dynamodb.state.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is answered: filtered and cut to the wanted attributes.
 *
 * @param items null where only the count is wanted
 */
record Found(
        @Nullable List<Map<String, AttributeValue>> items,
        int count,
        int scanned,
        @Nullable Map<String, AttributeValue> last,
        @Nullable ConsumedCapacity capacity) {

    static Found of(
            Selection selection,
            Pages.Page page,
            @Nullable Condition filter,
            @Nullable Projection projection,
            boolean consistent,
            Throttle throttle,
            @Nullable String returnCapacity) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        int count = 0;
        for (Map<String, Value> item : selection.whole() ? page.items() : page.entries()) {
            if (filter == null || filter.test(item)) {
                count++;
                if (!selection.count()) {
                    items.add(Attributes.attributes(projection == null ? item : projection.of(item)));
                }
            }
        }
        ConsumedCapacity capacity = null;
        if (Capacity.wanted(returnCapacity)
                || throttle.measures(selection.open().table())) {
            Index index = selection.tree().index();
            Capacity used = Capacity.read(selection.open().table()).readPage(index, page.bytes(), consistent);
            if (selection.whole()) {
                used.readPage(null, page.itemBytes(), consistent);
            }
            capacity = used.spend(throttle).answer(returnCapacity);
        }
        return new Found(
                selection.count() ? null : items,
                count,
                page.entries().size(),
                page.last() == null ? null : selection.keyOf(page.last()),
                capacity);
    }
}
