package dev.weir.kernel.runtime;

import dev.weir.kernel.Scope;
import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.tasks.Tasks;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Timers over a {@link TimerQueue}. The store alone says which durable timers there are; the queue holds a reminder of
 * each whose handler is known. A reminder is made anew from the store after every transaction that touched its timer,
 * so it does not matter in which order those transactions report, and a vain reminder does nothing.
 */
final class KernelTimers implements Timers {
    private static final String SPACE = "weir.timer";
    private static final int PAGE = 1000;
    private static final int STRIPES = 64;
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    private final TimerQueue queue;
    private final Tasks tasks;
    private final Store store;
    private final Journal journal;
    private final Ids ids;
    private final ConcurrentMap<String, Handler> handlers = new ConcurrentHashMap<>();
    private final ConcurrentMap<TimerId, TimerQueue.Pending> reminders = new ConcurrentHashMap<>();
    private final Object[] stripes = new Object[STRIPES];

    KernelTimers(TimerQueue queue, Tasks tasks, Store store, Journal journal, Ids ids) {
        this.queue = queue;
        this.tasks = tasks;
        this.store = store;
        this.journal = journal;
        this.ids = ids;
        Arrays.setAll(stripes, i -> new Object());
    }

    private record TimerId(String name, String id) {
        byte[] key() {
            return Key.of(SPACE).text(name).text(id).toBytes();
        }
    }

    @Override
    public Wakeup at(Instant due, TimerKind kind, String name, Runnable body) {
        return queue.add(due, kind, name, "", () -> tasks.start(name, body));
    }

    @Override
    public void handle(String name, Handler handler) {
        if (handlers.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("two handlers for timers called " + name);
        }
        remindOfAll(name);
    }

    @Override
    public void set(WriteTx tx, String name, String id, Instant due, TimerKind kind, byte[] payload) {
        TimerId timer = new TimerId(name, id);
        tx.put(timer.key(), encode(due, kind, ids.random().nextLong(), payload));
        tx.afterCommit(() -> remindOf(timer));
    }

    @Override
    public void cancel(WriteTx tx, String name, String id) {
        TimerId timer = new TimerId(name, id);
        tx.delete(timer.key());
        tx.afterCommit(() -> remindOf(timer));
    }

    /** Makes all reminders anew, from a store whose contents have been exchanged; volatile timers are gone. */
    void restore() {
        queue.clear();
        reminders.clear();
        handlers.keySet().stream().sorted().forEach(this::remindOfAll);
    }

    private void remindOfAll(String name) {
        KeyRange rest = Key.of(SPACE).text(name).range();
        int skip = rest.start().length;
        while (true) {
            KeyRange page = rest;
            List<Entry> entries = store.read(tx -> tx.range(page, PAGE, false));
            for (Entry entry : entries) {
                remindOf(new TimerId(name, lastText(entry.key(), skip)));
            }
            if (entries.size() < PAGE) {
                return;
            }
            rest = rest.after(entries.getLast().key());
        }
    }

    private void remindOf(TimerId timer) {
        if (!handlers.containsKey(timer.name())) {
            return;
        }
        synchronized (stripes[Math.floorMod(timer.hashCode(), STRIPES)]) {
            byte[] value = read(timer);
            TimerQueue.Pending old = reminders.remove(timer);
            if (old != null) {
                old.cancel();
            }
            if (value != null) {
                remind(timer, due(value), kind(value), 0);
            }
        }
    }

    /** Under the timer's stripe. */
    private void remind(TimerId timer, Instant due, TimerKind kind, int failures) {
        reminders.put(
                timer,
                queue.add(
                        due,
                        kind,
                        timer.name(),
                        timer.id(),
                        () -> tasks.start(timer.name(), () -> fire(timer, failures))));
    }

    private void fire(TimerId timer, int failures) {
        byte[] value = read(timer);
        Handler handler = handlers.get(timer.name());
        if (value == null || handler == null) {
            return;
        }
        Instant due = due(value);
        if (due.toEpochMilli() > queue.clock().millis()) {
            // It was moved while this task was on its way; the mover's own reminder stands.
            return;
        }
        try {
            handler.fire(timer.id(), due, Arrays.copyOfRange(value, 17, value.length));
        } catch (RuntimeException | Error e) {
            tryAgain(timer, value, failures + 1, e);
            return;
        }
        store.write(tx -> {
            // Unless the handler has set it anew.
            if (Arrays.equals(value, tx.get(timer.key()))) {
                tx.delete(timer.key());
                tx.afterCommit(() -> remindOf(timer));
            }
            return null;
        });
    }

    private void tryAgain(TimerId timer, byte[] value, int failures, Throwable failure) {
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
        if (wait.compareTo(LONGEST_BACK_OFF) > 0) {
            wait = LONGEST_BACK_OFF;
        }
        Instant next = queue.clock().now().plus(wait);
        journal.record(
                Cause.NONE,
                Scope.DEFAULT,
                "weir.timer",
                "",
                timer.name(),
                timer.id(),
                Outcome.RETRIED,
                "its handler failed (" + failure + "), failure " + failures + "; again at " + next,
                Map.of());
        synchronized (stripes[Math.floorMod(timer.hashCode(), STRIPES)]) {
            if (Arrays.equals(value, read(timer))) {
                remind(timer, next, kind(value), failures);
            }
        }
    }

    private byte @Nullable [] read(TimerId timer) {
        return store.read(tx -> tx.get(timer.key()));
    }

    /** Milliseconds, kind, a number that tells two settings of one timer apart, payload. */
    private static byte[] encode(Instant due, TimerKind kind, long setting, byte[] payload) {
        long millis = due.getNano() % 1_000_000 == 0 ? due.toEpochMilli() : due.toEpochMilli() + 1;
        return ByteBuffer.allocate(17 + payload.length)
                .putLong(millis)
                .put((byte) kind.ordinal())
                .putLong(setting)
                .put(payload)
                .array();
    }

    private static Instant due(byte[] value) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
    }

    private static TimerKind kind(byte[] value) {
        return TimerKind.values()[value[8]];
    }

    /** The inverse of {@link Key#text} for the text that begins at {@code from} and ends the key. */
    private static String lastText(byte[] key, int from) {
        byte[] text = new byte[key.length];
        int length = 0;
        for (int i = from; i < key.length - 2; i++) {
            text[length++] = key[i];
            if (key[i] == 0) {
                i++;
            }
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
