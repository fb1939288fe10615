package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.ExpectedAttributeValue;
import dev.weir.api.dynamodb.ItemCollectionMetrics;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.state.ConditionFailedException;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.WriteHops;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What PutItem, UpdateItem and DeleteItem have in common. */
final class ItemWriter {
    private ItemWriter() {}

    /**
     * What a write did, and what it used.
     *
     * @param capacity null where the request did not ask
     */
    record Done(Written written, @Nullable ConsumedCapacity capacity) {
        /** The old item where ReturnValues asks for it. */
        @Nullable
        Map<String, AttributeValue> allOld(@Nullable String returnValues) {
            return "ALL_OLD".equals(returnValues) && written.before() != null
                    ? Attributes.attributes(written.before())
                    : null;
        }
    }

    /** ConditionExpression, or Expected from before it; null for none. */
    static @Nullable Condition condition(
            Expressions expressions,
            @Nullable String condition,
            @Nullable Map<String, ExpectedAttributeValue> expected,
            @Nullable String operator) {
        return condition != null
                ? expressions.condition(Kind.CONDITION, condition)
                : Legacy.expected(expected, operator);
    }

    /**
     * Writes, and journals how it went.
     *
     * @param condition ConditionExpression, which the journal names where it fails
     * @param onFailure ReturnValuesOnConditionCheckFailure
     */
    static Done write(
            DynamoDbState state,
            Call call,
            ItemWrite write,
            @Nullable String condition,
            @Nullable String onFailure,
            @Nullable String returnCapacity) {
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        Table table = write.table().table();
        try {
            if (state.locks().held(write.table().itemKey(write.key()))) {
                throw DynamoDbErrors.transactionConflict();
            }
            state.throttle().admitWrite(table);
            Written written = state.items().write(write, hops);
            return new Done(written, capacity(state, table, written, returnCapacity));
        } catch (ConditionFailedException e) {
            hops.failed(write, "the condition did not hold" + (condition == null ? "" : ": " + condition));
            throw DynamoDbErrors.conditionFailed(failedItem(e, onFailure));
        } catch (AwsException e) {
            hops.failed(write, e.getMessage());
            throw e;
        }
    }

    /** Takes what a write used, and tells of it where the request asks. */
    static @Nullable ConsumedCapacity capacity(
            DynamoDbState state, Table table, Written written, @Nullable String wanted) {
        if (!Capacity.wanted(wanted) && !state.throttle().measures(table)) {
            return null;
        }
        return Capacity.write(table)
                .written(written.before(), written.after())
                .spend(state.throttle())
                .answer(wanted);
    }

    /** The item that a condition failed for, where the request asked for it and there is one. */
    static @Nullable Map<String, AttributeValue> failedItem(ConditionFailedException failed, @Nullable String wanted) {
        Map<String, Value> item = failed.item();
        return "ALL_OLD".equals(wanted) && item != null ? Attributes.attributes(item) : null;
    }

    /** Refuses ReturnValues that only updates know. */
    static void checkReturnValues(@Nullable String returnValues) {
        if (returnValues != null && !returnValues.equals("NONE") && !returnValues.equals("ALL_OLD")) {
            throw DynamoDbErrors.validation("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    /** Metrics of the item collection: only tables with local indexes have collections. */
    static @Nullable ItemCollectionMetrics collection(
            Table table, Map<String, Value> key, @Nullable String returnItemCollectionMetrics) {
        if (!"SIZE".equals(returnItemCollectionMetrics)
                || table.indexes().stream().allMatch(index -> index.global())) {
            return null;
        }
        String partition = table.keys().partition().name();
        Value value = key.get(partition);
        return value == null
                ? null
                : ItemCollectionMetrics.builder()
                        .itemCollectionKey(Map.of(partition, Attributes.attribute(value)))
                        .sizeEstimateRangeGB(List.of(0.0, 1.0))
                        .build();
    }
}
