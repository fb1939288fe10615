package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.ItemCollectionMetrics;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.state.ConditionFailedException;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.Locks;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Throttle;
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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes that are done all together or not at all. Source: Developer Guide, "Amazon DynamoDB Transactions". */
final class WriteTransaction {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Map<String, String> CODES = Map.of(
            "ProvisionedThroughputExceededException", "ProvisionedThroughputExceeded",
            "ThrottlingException", "ThrottlingError");

    private final DynamoDbState state;
    private final Tokens tokens;

    WriteTransaction(DynamoDbState state) {
        this.state = state;
        this.tokens = new Tokens(state.kernel());
    }

    /** One write or check, read but not yet checked against its table. */
    interface Action {
        String tableName();

        /** Adds all that makes the action what it is. */
        void describe(Bytes out);

        /** @throws AwsException where it does not fit the table */
        Ready ready(OpenTable open);
    }

    /**
     * An action that fits its table.
     *
     * @param insert whether it makes an item that must not be there yet
     * @param onFailure ReturnValuesOnConditionCheckFailure
     */
    record Ready(
            ItemWrite write,
            boolean checkOnly,
            boolean insert,
            @Nullable String onFailure) {}

    /**
     * What a transaction did.
     *
     * @param written empty where the transaction was a repetition
     */
    record Done(List<Ready> actions, List<Written> written) {
        /** Takes what was used by table; null where the request did not ask. AWS charges a repetition as reads. */
        @Nullable
        List<ConsumedCapacity> capacity(Throttle throttle, @Nullable String wanted) {
            boolean repeated = written.isEmpty();
            Map<String, Capacity> capacities = new LinkedHashMap<>();
            for (int i = 0; i < actions.size(); i++) {
                OpenTable table = actions.get(i).write().table();
                Capacity capacity = capacities.computeIfAbsent(
                        table.table().name(), name -> Capacity.transaction(table.table(), !repeated));
                if (repeated) {
                    capacity.readItem(0, true);
                } else {
                    capacity.written(written.get(i).before(), written.get(i).after());
                }
            }
            List<ConsumedCapacity> answers = new ArrayList<>();
            for (Capacity each : capacities.values()) {
                ConsumedCapacity answer = each.spend(throttle).answer(wanted);
                if (answer != null) {
                    answers.add(answer);
                }
            }
            return answers.isEmpty() ? null : answers;
        }

        /** Metrics of the item collections by table, null where there are none. */
        @Nullable
        Map<String, List<ItemCollectionMetrics>> collections(@Nullable String wanted) {
            Map<String, List<ItemCollectionMetrics>> metrics = new LinkedHashMap<>();
            for (Ready action : actions) {
                ItemCollectionMetrics collection = action.checkOnly()
                        ? null
                        : ItemWriter.collection(
                                action.write().table().table(), action.write().key(), wanted);
                if (collection != null) {
                    metrics.computeIfAbsent(action.write().table().table().name(), name -> new ArrayList<>())
                            .add(collection);
                }
            }
            return metrics.isEmpty() ? null : metrics;
        }
    }

    /** Ends the store's transaction, with why. */
    private static final class Cancelled extends RuntimeException {
        private final transient List<CancellationReason> reasons;

        Cancelled(List<CancellationReason> reasons) {
            super("cancelled", null, false, false);
            this.reasons = reasons;
        }
    }

    /** @param token ClientRequestToken: the same one within ten minutes does nothing again */
    Done run(Call call, List<? extends Action> actions, @Nullable String token) {
        Bytes content = new Bytes(1024);
        actions.forEach(action -> action.describe(content));
        byte[] digest = digest(content.toBytes());
        return state.tables().onAll(call.scope(), open -> run(call, actions, token, digest, open));
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Done run(
            Call call,
            List<? extends Action> actions,
            @Nullable String token,
            byte[] digest,
            Function<String, OpenTable> open) {
        List<Ready> ready = ready(actions, open, state.throttle());
        Set<Object> places = new HashSet<>();
        for (Ready action : ready) {
            if (!places.add(List.of(action.write().table().arn(), action.write().key()))) {
                throw DynamoDbErrors.validation("Transaction request cannot include multiple operations on one item");
            }
        }
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        List<byte[]> items = ready.stream()
                .map(action -> action.write().table().itemKey(action.write().key()))
                .toList();
        String request = token == null
                ? null
                : call.scope().account() + "/" + call.scope().region() + "/" + token;
        try (Locks.Held held = state.locks().hold(items, request)) {
            if (held.conflicted()) {
                List<CancellationReason> reasons = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    reasons.add(held.conflicted(i) ? DynamoDbErrors.conflictReason() : none());
                }
                throw new Cancelled(reasons);
            }
            return new Done(ready, state.kernel().store().write(tx -> write(tx, call, ready, token, digest, hops)));
        } catch (Cancelled e) {
            for (Ready action : ready) {
                hops.failed(action.write(), "transaction cancelled: " + codes(e.reasons));
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
    private static List<Ready> ready(
            List<? extends Action> actions, Function<String, OpenTable> open, Throttle throttle) {
        List<Ready> ready = new ArrayList<>();
        List<CancellationReason> reasons = new ArrayList<>();
        boolean failed = false;
        for (Action action : actions) {
            OpenTable table = open.apply(action.tableName());
            try {
                ready.add(action.ready(table));
                throttle.admitWrite(table.table());
                reasons.add(none());
            } catch (AwsException e) {
                if (DynamoDbErrors.emptyKey(e)) {
                    throw e;
                }
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
            WriteTx tx, Call call, List<Ready> actions, @Nullable String token, byte[] digest, WriteHops hops) {
        if (token != null && tokens.seen(tx, call.scope(), token, digest)) {
            return List.of();
        }
        List<CancellationReason> reasons = new ArrayList<>();
        boolean failed = false;
        long bytes = 0;
        for (Ready action : actions) {
            CancellationReason reason = none();
            try {
                state.items().check(tx, action.write());
                bytes += size(tx, action);
            } catch (ConditionFailedException e) {
                failed = true;
                reason = failed(action, e);
            } catch (AwsException e) {
                failed = true;
                reason = invalid(e);
            }
            reasons.add(reason);
        }
        if (failed) {
            throw new Cancelled(reasons);
        }
        if (bytes > MAX_BYTES) {
            throw DynamoDbErrors.validation("The aggregate size of the items in the transaction exceeds 4 MB");
        }
        List<Written> written = new ArrayList<>();
        for (Ready action : actions) {
            written.add(
                    action.checkOnly() ? new Written(null, null) : state.items().write(tx, action.write(), hops));
        }
        return written;
    }

    /** Reckons what the write would make of the item, so that all failures are found before anything is written. */
    private long size(WriteTx tx, Ready action) {
        Map<String, Value> old = state.items().get(tx, action.write());
        Map<String, Value> made =
                action.checkOnly() ? old : action.write().mutation().apply(old);
        return made != null ? Values.size(made) : old == null ? 0 : Values.size(old);
    }

    private static CancellationReason failed(Ready action, ConditionFailedException failure) {
        if (action.insert()) {
            return CancellationReason.builder()
                    .code("DuplicateItem")
                    .message("Duplicate primary key exists in table")
                    .build();
        }
        return CancellationReason.builder()
                .code("ConditionalCheckFailed")
                .message("The conditional request failed")
                .item(ItemWriter.failedItem(failure, action.onFailure()))
                .build();
    }

    static CancellationReason none() {
        return CancellationReason.builder().code("None").build();
    }

    static CancellationReason invalid(AwsException error) {
        return CancellationReason.builder()
                .code(CODES.getOrDefault(error.code(), "ValidationError"))
                .message(error.getMessage())
                .build();
    }
}
