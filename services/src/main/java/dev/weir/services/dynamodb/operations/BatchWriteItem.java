package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.BatchWriteItemInput;
import dev.weir.api.dynamodb.BatchWriteItemOutput;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.ItemCollectionMetrics;
import dev.weir.api.dynamodb.WriteRequest;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.WriteHops;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * API Reference, "BatchWriteItem". The batch is one transaction of the store; writes to tables whose capacity is used up
 * are left unprocessed.
 */
public final class BatchWriteItem {
    private static final int MAX_WRITES = 25;

    private final DynamoDbState state;

    public BatchWriteItem(DynamoDbState state) {
        this.state = state;
    }

    public BatchWriteItemOutput run(Call call, BatchWriteItemInput input) {
        Map<String, List<WriteRequest>> requests = Objects.requireNonNull(input.requestItems());
        int count = requests.values().stream().mapToInt(List::size).sum();
        if (count == 0) {
            throw DynamoDbErrors.validation("The batch write request list for a table cannot be null or empty");
        }
        if (count > MAX_WRITES) {
            throw DynamoDbErrors.validation("Too many items requested for the BatchWriteItem call");
        }
        requests.values()
                .forEach(list -> list.forEach(each -> {
                    if (each.putRequest() != null) {
                        ItemRules.checkSize(Attributes.values(each.putRequest().item()));
                    }
                }));
        return state.tables().onAll(call.scope(), open -> write(call, input, requests, open));
    }

    private BatchWriteItemOutput write(
            Call call,
            BatchWriteItemInput input,
            Map<String, List<WriteRequest>> requests,
            Function<String, OpenTable> open) {
        Map<String, List<ItemWrite>> writes = new LinkedHashMap<>();
        requests.forEach((name, list) -> {
            OpenTable table = open.apply(name);
            Set<Map<String, Value>> keys = new HashSet<>();
            List<ItemWrite> each = new ArrayList<>();
            for (WriteRequest request : list) {
                ItemWrite write = write(table, request);
                if (!keys.add(write.key())) {
                    throw DynamoDbErrors.validation("Provided list of item keys contains duplicates");
                }
                each.add(write);
            }
            writes.put(name, each);
        });
        Map<String, List<WriteRequest>> unprocessed = new LinkedHashMap<>();
        writes.forEach((name, list) -> {
            try {
                state.throttle().admitWrite(open.apply(name).table());
            } catch (AwsException e) {
                unprocessed.put(name, Objects.requireNonNull(requests.get(name)));
                if (unprocessed.size() == writes.size()) {
                    throw e;
                }
            }
        });
        writes.keySet().removeAll(unprocessed.keySet());
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        Map<ItemWrite, Written> written = state.kernel().store().write(tx -> {
            Map<ItemWrite, Written> done = new LinkedHashMap<>();
            writes.values()
                    .forEach(list ->
                            list.forEach(each -> done.put(each, state.items().write(tx, each, hops))));
            return done;
        });
        return answer(input, writes, written).unprocessedItems(unprocessed).build();
    }

    private static ItemWrite write(OpenTable table, WriteRequest request) {
        if (request.putRequest() != null && request.deleteRequest() == null) {
            Map<String, Value> item = Attributes.values(request.putRequest().item());
            Map<String, Value> key = ItemRules.key(table.table().keys(), item);
            ItemRules.checkKey(table.table(), key);
            ItemRules.checkItem(table.table(), item);
            return new ItemWrite(table, "dynamodb.PutItem", key, old -> item, null);
        }
        if (request.deleteRequest() != null && request.putRequest() == null) {
            Map<String, Value> key = Attributes.values(request.deleteRequest().key());
            ItemRules.checkKey(table.table(), key);
            return new ItemWrite(table, "dynamodb.DeleteItem", key, old -> null, null);
        }
        throw DynamoDbErrors.validation(
                "Supplied write request must contain exactly one of the operations PutRequest and DeleteRequest");
    }

    private BatchWriteItemOutput.Builder answer(
            BatchWriteItemInput input, Map<String, List<ItemWrite>> writes, Map<ItemWrite, Written> written) {
        List<ConsumedCapacity> capacities = new ArrayList<>();
        Map<String, List<ItemCollectionMetrics>> metrics = new LinkedHashMap<>();
        writes.forEach((name, list) -> {
            @Nullable Capacity capacity = null;
            for (ItemWrite write : list) {
                Written done = Objects.requireNonNull(written.get(write));
                if (Capacity.wanted(input.returnConsumedCapacity())
                        || state.throttle().measures(write.table().table())) {
                    capacity = capacity == null ? Capacity.write(write.table().table()) : capacity;
                    capacity.written(done.before(), done.after());
                }
                ItemCollectionMetrics collection =
                        ItemWriter.collection(write.table().table(), write.key(), input.returnItemCollectionMetrics());
                if (collection != null) {
                    metrics.computeIfAbsent(name, each -> new ArrayList<>()).add(collection);
                }
            }
            ConsumedCapacity used =
                    capacity == null ? null : capacity.spend(state.throttle()).answer(input.returnConsumedCapacity());
            if (used != null) {
                capacities.add(used);
            }
        });
        return BatchWriteItemOutput.builder()
                .consumedCapacity(capacities.isEmpty() ? null : capacities)
                .itemCollectionMetrics(metrics.isEmpty() ? null : metrics);
    }
}
