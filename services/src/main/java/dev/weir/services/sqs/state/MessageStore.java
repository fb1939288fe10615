package dev.weir.services.sqs.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.services.sqs.domain.Backlog;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Receipt;
import dev.weir.services.sqs.domain.Run;
import dev.weir.services.sqs.domain.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One queue's messages in the store. */
final class MessageStore {
    private static final int PAGE = 1_000;

    private final Store store;
    private final SqsKeys keys;

    MessageStore(Store store, Queue queue) {
        this.store = store;
        this.keys = new SqsKeys(queue.name(), queue.id());
    }

    void commit(Changes changes) {
        if (changes.isEmpty()) {
            return;
        }
        store.write(tx -> {
            changes.apply(tx);
            return true;
        });
    }

    void add(Changes changes, long sequence, Message message, long visibleAt) {
        changes.put(keys.message(sequence), Codec.message(message));
        changes.put(keys.index(sequence), Codec.index(message.sent(), visibleAt, message.group()));
    }

    void remember(Changes changes, Twins.Twin twin) {
        changes.put(keys.twin(twin.key()), Codec.twin(twin));
    }

    void forget(Changes changes, Twins.Twin twin) {
        changes.delete(keys.twin(twin.key()));
    }

    void receipt(Changes changes, long sequence, Codec.Received received) {
        changes.put(keys.receipt(sequence), Codec.received(received));
    }

    void remove(Changes changes, dev.weir.services.sqs.domain.Entry entry) {
        changes.delete(keys.message(entry.sequence()));
        changes.delete(keys.index(entry.sequence()));
        if (entry.receipt() != null) {
            changes.delete(keys.receipt(entry.sequence()));
        }
    }

    void removeAll(Changes changes) {
        changes.clear(keys.all());
    }

    /** One message per number, in order, null where it is gone. */
    List<@Nullable Message> messages(List<Long> sequences) {
        List<byte[]> wanted = new ArrayList<>(sequences.size());
        for (long sequence : sequences) {
            wanted.add(keys.message(sequence));
        }
        List<byte @Nullable []> values = store.read(tx -> tx.getAll(wanted));
        List<@Nullable Message> messages = new ArrayList<>(values.size());
        for (byte @Nullable [] value : values) {
            messages.add(value == null ? null : Codec.message(value));
        }
        return messages;
    }

    /** The last receipt of a message, or null. */
    Codec.@Nullable Received receipt(long sequence) {
        byte[] value = store.read(tx -> tx.get(keys.receipt(sequence)));
        return value == null ? null : Codec.received(value);
    }

    /**
     * Rebuilds the index: both key ranges are in the order of sequence numbers, so they are walked side by side.
     *
     * @return the highest sequence number in use; {@link Long#MIN_VALUE} where there is none
     */
    long load(Backlog backlog, Twins twins, long now) {
        Pages receipts = new Pages(keys.receipts());
        long[] highest = {Long.MIN_VALUE};
        each(keys.indexes(), entry -> {
            long sequence = SqsKeys.sequence(entry.key());
            Codec.Index index = Codec.index(entry.value());
            Entry state = receipts.peek();
            while (state != null && SqsKeys.sequence(state.key()) < sequence) {
                receipts.skip();
                state = receipts.peek();
            }
            long visibleAt = index.visibleAt();
            Receipt receipt = null;
            if (state != null && SqsKeys.sequence(state.key()) == sequence) {
                Codec.Received received = Codec.received(state.value());
                visibleAt = received.visibleAt();
                receipt = received.receipt();
            }
            backlog.add(sequence, index.sent(), visibleAt, index.group(), receipt, now);
            highest[0] = sequence;
        });
        List<Twins.Twin> found = new ArrayList<>();
        each(keys.twins(), entry -> found.add(Codec.twin(entry.value())));
        found.sort(java.util.Comparator.comparingLong(Twins.Twin::until));
        found.forEach(twins::add);
        return highest[0];
    }

    /** Puts messages into the index that were left in the store. */
    void fetch(Backlog backlog, Run run, long now) {
        for (Entry entry : store.read(tx -> tx.range(keys.indexes(run), run.length(), false))) {
            backlog.fetched(
                    SqsKeys.sequence(entry.key()), Codec.index(entry.value()).sent(), now);
        }
    }

    /** Where a message stands, as the store says it: who asks wants to know, and is in no hurry. */
    record Stand(
            long sequence,
            long sent,
            long visibleAt,
            @Nullable String group,
            @Nullable Receipt receipt) {}

    /** All messages in the order of their numbers; {@code visitor} says whether to go on. */
    void stands(java.util.function.Predicate<Stand> visitor) {
        Pages indexes = new Pages(keys.indexes());
        boolean more = true;
        for (Entry entry = indexes.peek(); entry != null && more; entry = indexes.peek()) {
            long sequence = SqsKeys.sequence(entry.key());
            Codec.Index index = Codec.index(entry.value());
            Codec.Received received = receipt(sequence);
            more = visitor.test(
                    received == null
                            ? new Stand(sequence, index.sent(), index.visibleAt(), index.group(), null)
                            : new Stand(
                                    sequence, index.sent(), received.visibleAt(), index.group(), received.receipt()));
            indexes.skip();
        }
    }

    private void each(KeyRange range, Consumer<Entry> visitor) {
        Pages pages = new Pages(range);
        for (Entry entry = pages.peek(); entry != null; entry = pages.peek()) {
            visitor.accept(entry);
            pages.skip();
        }
    }

    /** Walks a range a page at a time. */
    private final class Pages {
        private KeyRange rest;
        private List<Entry> page;
        private int at;

        Pages(KeyRange range) {
            this.rest = range;
            this.page = fetch();
        }

        @Nullable
        Entry peek() {
            if (at == page.size() && page.size() == PAGE) {
                page = fetch();
                at = 0;
            }
            return at < page.size() ? page.get(at) : null;
        }

        void skip() {
            at++;
        }

        private List<Entry> fetch() {
            KeyRange from = rest;
            List<Entry> fetched = store.read(tx -> tx.range(from, PAGE, false));
            if (!fetched.isEmpty()) {
                rest = rest.after(fetched.get(fetched.size() - 1).key());
            }
            return fetched;
        }
    }
}
