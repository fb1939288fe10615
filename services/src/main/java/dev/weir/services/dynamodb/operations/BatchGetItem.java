package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.BatchGetItemInput;
import dev.weir.api.dynamodb.BatchGetItemOutput;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.KeysAndAttributes;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "BatchGetItem". */
public final class BatchGetItem {
    private static final int MAX_KEYS = 100;
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    /** Keys read at once, so that large items are not all in memory before the answer is full. */
    private static final int CHUNK = 25;

    private final DynamoDbState state;

    public BatchGetItem(DynamoDbState state) {
        this.state = state;
    }

    private static final class Answer {
        final Map<String, List<Map<String, AttributeValue>>> responses = new LinkedHashMap<>();
        final Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
        final List<ConsumedCapacity> capacity = new ArrayList<>();
        /** Why tables were not read at all. */
        final List<AwsException> refused = new ArrayList<>();

        long bytes;
    }

    public BatchGetItemOutput run(Call call, BatchGetItemInput input) {
        Map<String, KeysAndAttributes> requests = Objects.requireNonNull(input.requestItems());
        int keys = requests.values().stream()
                .mapToInt(each -> Objects.requireNonNull(each.keys()).size())
                .sum();
        if (keys > MAX_KEYS) {
            throw DynamoDbErrors.validation("Too many items requested for the BatchGetItem call");
        }
        Answer answer = new Answer();
        requests.forEach((name, request) -> {
            Expressions expressions = new Parameters()
                    .expression(Kind.PROJECTION, request.projectionExpression())
                    .legacy("AttributesToGet", request.attributesToGet())
                    .check(state.parser(), request.expressionAttributeNames(), null);
            Projection projection =
                    Projections.of(expressions, request.projectionExpression(), request.attributesToGet());
            expressions.done();
            state.tables().on(call.scope(), name, open -> {
                try {
                    state.throttle().admitRead(open.table(), null);
                } catch (AwsException e) {
                    answer.refused.add(e);
                    answer.unprocessed.put(name, request);
                    return open;
                }
                get(answer, name, request, open, projection, input.returnConsumedCapacity());
                return open;
            });
        });
        if (answer.refused.size() == requests.size()) {
            throw answer.refused.getFirst();
        }
        return BatchGetItemOutput.builder()
                .responses(answer.responses)
                .unprocessedKeys(answer.unprocessed)
                .consumedCapacity(answer.capacity.isEmpty() ? null : answer.capacity)
                .build();
    }

    private void get(
            Answer answer,
            String name,
            KeysAndAttributes request,
            OpenTable open,
            @Nullable Projection projection,
            @Nullable String returnCapacity) {
        List<Map<String, AttributeValue>> given = Objects.requireNonNull(request.keys());
        List<Map<String, Value>> keys = new ArrayList<>();
        for (Map<String, AttributeValue> key : given) {
            Map<String, Value> values = Attributes.values(key);
            ItemRules.checkKey(open.table(), values);
            keys.add(values);
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw DynamoDbErrors.validation("Provided list of item keys contains duplicates");
        }
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Capacity capacity = Capacity.read(open.table());
        boolean consistent = Boolean.TRUE.equals(request.consistentRead());
        int done = 0;
        while (done < keys.size() && answer.bytes < MAX_BYTES) {
            List<Map<String, Value>> chunk = keys.subList(done, Math.min(keys.size(), done + CHUNK));
            for (Map<String, Value> item : state.items().getAll(Collections.nCopies(chunk.size(), open), chunk)) {
                int size = item == null ? 0 : Values.size(item);
                if (answer.bytes + size > MAX_BYTES) {
                    answer.bytes = MAX_BYTES;
                    break;
                }
                done++;
                answer.bytes += size;
                capacity.readItem(size, consistent);
                if (item != null) {
                    found.add(Attributes.attributes(projection == null ? item : projection.of(item)));
                }
            }
        }
        answer.responses.put(name, found);
        if (done < given.size()) {
            answer.unprocessed.put(
                    name,
                    request.toBuilder().keys(given.subList(done, given.size())).build());
        }
        ConsumedCapacity used = capacity.spend(state.throttle()).answer(returnCapacity);
        if (used != null) {
            answer.capacity.add(used);
        }
    }
}
