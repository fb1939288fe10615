package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.TransactWriteItem;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactWriteItemsOutput;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.state.ConditionFailedException;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Tokens;
import dev.weir.services.dynamodb.state.WriteHops;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API Reference, "TransactWriteItems". */
public final class TransactWriteItems {
    private static final int MAX_ACTIONS = 100;

    private final DynamoDbState state;
    private final Tokens tokens;

    public TransactWriteItems(DynamoDbState state) {
        this.state = state;
        this.tokens = new Tokens(state.kernel());
    }

    /** Ends the store's transaction, with why. */
    private static final class Cancelled extends RuntimeException {
        private final transient List<CancellationReason> reasons;

        Cancelled(List<CancellationReason> reasons) {
            super("cancelled", null, false, false);
            this.reasons = reasons;
        }
    }

    public TransactWriteItemsOutput run(Call call, TransactWriteItemsInput input) {
        List<TransactWriteItem> items = Objects.requireNonNull(input.transactItems());
        if (items.size() > MAX_ACTIONS) {
            throw DynamoDbErrors.validation("1 validation error detected: Value '[" + items.size()
                    + " items]' at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                    + " equal to " + MAX_ACTIONS);
        }
        List<TransactAction> actions = new ArrayList<>();
        Bytes content = new Bytes(1024);
        for (TransactWriteItem item : items) {
            TransactAction action = TransactAction.of(item, state.parser());
            action.describe(content);
            actions.add(action);
        }
        return state.tables().onAll(call.scope(), open -> run(call, input, actions, digest(content), open));
    }

    private static byte[] digest(Bytes content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.toBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private TransactWriteItemsOutput run(
            Call call,
            TransactWriteItemsInput input,
            List<TransactAction> actions,
            byte[] digest,
            Function<String, OpenTable> open) {
        List<TransactAction.Ready> ready = ready(actions, open);
        Set<Object> places = new HashSet<>();
        for (TransactAction.Ready action : ready) {
            if (!places.add(
                    List.of(action.write().table().table().arn(), action.write().key()))) {
                throw DynamoDbErrors.validation("Transaction request cannot include multiple operations on one item");
            }
        }
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        try {
            List<Written> written = state.kernel().store().write(tx -> write(tx, call, input, ready, digest, hops));
            return answer(input, ready, written);
        } catch (Cancelled e) {
            for (int i = 0; i < ready.size(); i++) {
                hops.failed(ready.get(i).write(), "transaction cancelled: " + codes(e.reasons));
            }
            throw DynamoDbErrors.transactionCancelled(e.reasons);
        }
    }

    private static List<@Nullable String> codes(List<CancellationReason> reasons) {
        List<@Nullable String> codes = new ArrayList<>();
        reasons.forEach(reason -> codes.add(reason.code()));
        return codes;
    }

    /** Checks the actions against their tables; what does not fit cancels the transaction. */
    private static List<TransactAction.Ready> ready(List<TransactAction> actions, Function<String, OpenTable> open) {
        List<TransactAction.Ready> ready = new ArrayList<>();
        List<CancellationReason> reasons = new ArrayList<>();
        boolean failed = false;
        for (TransactAction action : actions) {
            OpenTable table = open.apply(action.tableName());
            try {
                ready.add(action.ready(table));
                reasons.add(none());
            } catch (AwsException e) {
                failed = true;
                reasons.add(invalid(e));
            }
        }
        if (failed) {
            throw DynamoDbErrors.transactionCancelled(reasons);
        }
        return ready;
    }

    private List<Written> write(
            WriteTx tx,
            Call call,
            TransactWriteItemsInput input,
            List<TransactAction.Ready> actions,
            byte[] digest,
            WriteHops hops) {
        String token = input.clientRequestToken();
        if (token != null && tokens.seen(tx, call.scope(), token, digest)) {
            return List.of();
        }
        List<Written> written = new ArrayList<>();
        List<CancellationReason> reasons = new ArrayList<>();
        boolean failed = false;
        for (TransactAction.Ready action : actions) {
            try {
                state.items().check(tx, action.write());
                action.tryOut(tx, state.items());
                reasons.add(none());
            } catch (ConditionFailedException e) {
                failed = true;
                reasons.add(CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .message("The conditional request failed")
                        .item(ItemWriter.failedItem(e, action.onFailure()))
                        .build());
            } catch (AwsException e) {
                failed = true;
                reasons.add(invalid(e));
            }
        }
        if (failed) {
            throw new Cancelled(reasons);
        }
        for (TransactAction.Ready action : actions) {
            written.add(
                    action.checkOnly() ? new Written(null, null) : state.items().write(tx, action.write(), hops));
        }
        return written;
    }

    private static CancellationReason none() {
        return CancellationReason.builder().code("None").build();
    }

    private static CancellationReason invalid(AwsException error) {
        return CancellationReason.builder()
                .code("ValidationError")
                .message(error.getMessage())
                .build();
    }

    private static TransactWriteItemsOutput answer(
            TransactWriteItemsInput input, List<TransactAction.Ready> actions, List<Written> written) {
        if (!Capacity.wanted(input.returnConsumedCapacity())) {
            return TransactWriteItemsOutput.builder().build();
        }
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            TransactAction.Ready action = actions.get(i);
            // A repeated request writes nothing; AWS charges it as reads.
            boolean repeated = written.isEmpty();
            Capacity capacity = capacities.computeIfAbsent(
                    action.write().table().table().name(),
                    name -> Capacity.transaction(action.write().table().table(), !repeated));
            if (repeated) {
                capacity.readItem(0, true);
            } else {
                capacity.written(written.get(i).before(), written.get(i).after());
            }
        }
        List<ConsumedCapacity> answers = new ArrayList<>();
        capacities
                .values()
                .forEach(each -> answers.add(Objects.requireNonNull(each.answer(input.returnConsumedCapacity()))));
        return TransactWriteItemsOutput.builder().consumedCapacity(answers).build();
    }
}
