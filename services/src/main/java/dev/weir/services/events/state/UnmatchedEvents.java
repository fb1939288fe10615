package dev.weir.services.events.state;

import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events that not every rule of their bus matched, as they were, for as long as the journal has the hop that says so:
 * that is how one of them can be held against a rule later. Each is found by its hop.
 */
public final class UnmatchedEvents {
    private static final Key SPACE = Key.of("events.unmatched");

    /** In bytes; of a larger one only the journal tells. */
    private static final int LARGEST = 256 << 10;

    private static final int TRIM_AFTER = 1_000;

    private final Store store;
    private final Journal journal;
    private final AtomicLong kept = new AtomicLong();

    public UnmatchedEvents(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /** @param hop the number of the hop that says that the event came to its bus */
    public void keep(WriteTx tx, long hop, String event) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST) {
            return;
        }
        tx.put(key(hop), bytes);
        if (kept.incrementAndGet() % TRIM_AFTER == 0) {
            List<Hop> oldest = journal.after(0, 1);
            if (!oldest.isEmpty()) {
                tx.deleteRange(SPACE.range().before(key(oldest.getFirst().id())));
            }
        }
    }

    /** The event of a hop. */
    public Optional<String> of(long hop) {
        byte[] event = store.read(tx -> tx.get(key(hop)));
        return event == null ? Optional.empty() : Optional.of(new String(event, StandardCharsets.UTF_8));
    }

    private static byte[] key(long hop) {
        return Key.of("events.unmatched").number(hop).toBytes();
    }
}
