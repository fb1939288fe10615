package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactWriteItemsOutput;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** API Reference, "TransactWriteItems". */
public final class TransactWriteItems {
    private static final int MAX_ACTIONS = 100;

    private final DynamoDbState state;

    public TransactWriteItems(DynamoDbState state) {
        this.state = state;
    }

    public TransactWriteItemsOutput run(Call call, TransactWriteItemsInput input) {
        List<TransactWriteItem> items = Objects.requireNonNull(input.transactItems());
        if (items.size() > MAX_ACTIONS) {
            throw DynamoDbErrors.validation("1 validation error detected: Value '[" + items.size()
                    + " items]' at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                    + " equal to " + MAX_ACTIONS);
        }
        List<WriteTransaction.Action> actions = new ArrayList<>();
        for (TransactWriteItem item : items) {
            actions.add(TransactAction.of(item, state.parser()));
        }
        WriteTransaction.Done done = new WriteTransaction(state).run(call, actions, input.clientRequestToken());
        return TransactWriteItemsOutput.builder()
                .consumedCapacity(done.capacity(state.throttle(), input.returnConsumedCapacity()))
                .itemCollectionMetrics(done.collections(input.returnItemCollectionMetrics()))
                .build();
    }
}
