package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ItemCollectionMetrics;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
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
     * Writes, and journals how it went.
     *
     * @param condition ConditionExpression, which the journal names where it fails
     * @param onFailure ReturnValuesOnConditionCheckFailure
     */
    static Written write(
            DynamoDbState state, Call call, ItemWrite write, @Nullable String condition, @Nullable String onFailure) {
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        try {
            return state.items().write(write, hops);
        } catch (ConditionFailedException e) {
            hops.failed(write, "the condition did not hold" + (condition == null ? "" : ": " + condition));
            throw DynamoDbErrors.conditionFailed(failedItem(e, onFailure));
        } catch (AwsException e) {
            hops.failed(write, e.getMessage());
            throw e;
        }
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

    /** The old item where ReturnValues asks for it. */
    static @Nullable Map<String, AttributeValue> allOld(@Nullable String returnValues, Written written) {
        return "ALL_OLD".equals(returnValues) && written.before() != null
                ? Attributes.attributes(written.before())
                : null;
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
