package dev.weir.fabric.delivery;

import dev.weir.fabric.BatchTarget;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Deliveries} in the store.
 *
 * <p>Keys: {@code weir.outbox}, lane, number, where a lane is {@code one}/id for a delivery that may overtake others,
 * and {@code group}/target/message group for those that must keep their order; the number orders a lane. {@code
 * weir.outbox-count}, lane: the last number given in a group.
 *
 * <p>A delivery that is enqueued is tried by a task after its commit. A failed attempt writes down when the next is
 * due, and sets a durable timer, in one transaction. Removing a delivery after its target took it is a transaction of
 * its own, so a kill between the two delivers twice: at least once, as on AWS. FIFO targets deduplicate.
 */
public final class Outbox implements Deliveries {
    private static final String SPACE = "weir.outbox";
    private static final String COUNT = "weir.outbox-count";
    private static final String RETRY = "fabric.retry";
    private static final String TASK = "fabric.deliver";
    private static final int PAGE = 500;

    private final Kernel kernel;
    private final Fabric fabric;
    private final ConcurrentMap<Lane, Integer> busy = new ConcurrentHashMap<>();

    public Outbox(Kernel kernel, Fabric fabric) {
        this.kernel = kernel;
        this.fabric = fabric;
    }

    /** Deliveries that go one after the other. */
    private record Lane(String kind, String name, String group) {
        Key key(String space) {
            return Key.of(space).text(kind).text(name).text(group);
        }

        KeyRange range() {
            return key(SPACE).range();
        }

        String timer() {
            return kind + "\n" + name + "\n" + group;
        }

        static Lane ofTimer(String id) {
            String[] parts = id.split("\n", 3);
            return new Lane(parts[0], parts[1], parts[2]);
        }
    }

    @Override
    public void enqueue(
            WriteTx tx, Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter, Instant notBefore) {
        String group = delivery.messageGroupId();
        Lane lane = group == null
                ? new Lane("one", kernel.ids().hex(32), "")
                : new Lane("group", delivery.target().toString(), group);
        long number = group == null ? 0 : tx.add(lane.key(COUNT).toBytes(), 1);
        Instant now = kernel.clock().now();
        byte[] key = lane.key(SPACE).number(number).toBytes();
        boolean waits = notBefore.isAfter(now);
        Instant first = waits ? notBefore : now;
        tx.put(key, new Pending(delivery, policy, deadLetter, 0, first, first).encode());
        if (waits) {
            kernel.timers().set(tx, RETRY, lane.timer(), notBefore, TimerKind.WORK, new byte[0]);
        } else {
            tx.afterCommit(() -> kick(lane));
        }
    }

    @Override
    public void accept(List<Sending> sendings) {
        List<Sending> rest = new ArrayList<>();
        Map<Arn, List<Sending>> free = new LinkedHashMap<>();
        for (Sending sending : sendings) {
            // A group's deliveries keep their order, also behind one that is still to be tried again.
            List<Sending> with = sending.delivery().messageGroupId() != null
                    ? rest
                    : free.computeIfAbsent(sending.delivery().target(), target -> new ArrayList<>());
            with.add(sending);
        }
        free.forEach((target, group) -> {
            if (fabric.at(target, EventTarget.class).orElse(null) instanceof BatchTarget batch) {
                deliverAtOnce(batch, group, rest);
            } else {
                rest.addAll(group);
            }
        });
        if (!rest.isEmpty()) {
            kernel.store().write(tx -> {
                rest.forEach(sending ->
                        enqueue(tx, sending.delivery(), sending.policy(), sending.deadLetter(), Instant.EPOCH));
                return true;
            });
        }
    }

    /** What is not taken goes the usual way, and is tried there again before it counts as failed. */
    private static void deliverAtOnce(BatchTarget batch, List<Sending> group, List<Sending> rest) {
        List<@Nullable DeliveryException> failures =
                batch.deliverAll(group.stream().map(Sending::delivery).toList());
        for (int i = 0; i < group.size(); i++) {
            if (failures.get(i) != null) {
                rest.add(group.get(i));
            }
        }
    }

    /** Takes up what the store says is under way. Called once, when all targets can be reached. */
    public void resume() {
        kernel.timers().handle(RETRY, (id, due, payload) -> work(Lane.ofTimer(id)));
        reset();
    }

    /** Takes up what the store says is under way, after it has been emptied or replaced by a checkpoint. */
    public void reset() {
        KeyRange rest = Key.of(SPACE).range();
        while (true) {
            KeyRange page = rest;
            List<Entry> entries = kernel.store().read(tx -> tx.range(page, PAGE, false));
            for (Entry entry : entries) {
                Pending pending = Pending.decode(entry.value());
                if (!pending.next().isAfter(kernel.clock().now())) {
                    kick(laneOf(entry.key(), pending));
                }
            }
            if (entries.size() < PAGE) {
                return;
            }
            rest = rest.after(entries.getLast().key());
        }
    }

    private static Lane laneOf(byte[] key, Pending pending) {
        String group = pending.delivery().messageGroupId();
        if (group != null) {
            return new Lane("group", pending.delivery().target().toString(), group);
        }
        int start = Key.of(SPACE).text("one").toBytes().length;
        return new Lane("one", new String(key, start, 32, StandardCharsets.US_ASCII), "");
    }

    private void kick(Lane lane) {
        kernel.tasks().start(TASK, () -> work(lane));
    }

    /** Empties the lane as far as can be done now. One task at a time: others leave word that there is more to do. */
    private void work(Lane lane) {
        if (busy.merge(lane, 1, Integer::sum) > 1) {
            return;
        }
        Integer seen;
        do {
            seen = busy.get(lane);
            boolean more = true;
            while (more) {
                more = workHead(lane);
            }
        } while (!leave(lane, seen));
    }

    /** False where somebody has left word meanwhile. */
    private boolean leave(Lane lane, @Nullable Integer seen) {
        return busy.computeIfPresent(lane, (l, kicks) -> kicks.equals(seen) ? null : kicks) == null;
    }

    /** Tries the first delivery of the lane; false where there is none, or it must wait. */
    private boolean workHead(Lane lane) {
        List<Entry> head = kernel.store().read(tx -> tx.range(lane.range(), 1, false));
        if (head.isEmpty()) {
            return false;
        }
        byte[] key = head.get(0).key();
        Pending pending = Pending.decode(head.get(0).value());
        if (pending.next().isAfter(kernel.clock().now())) {
            return false;
        }
        DeliveryException failure = attempt(pending.delivery());
        if (failure == null) {
            remove(key);
            if (pending.failed() > 0) {
                Cause unused =
                        record(pending, Outcome.DELIVERED, "", "taken after " + pending.failed() + " failed attempts");
            }
            return true;
        }
        return failed(lane, key, pending, failure);
    }

    private @Nullable DeliveryException attempt(Delivery delivery) {
        try {
            Delivered unused = target(delivery.target()).deliver(delivery);
            return null;
        } catch (DeliveryException e) {
            return e;
        }
    }

    private EventTarget target(Arn arn) throws DeliveryException {
        Optional<EventTarget> target = fabric.at(arn, EventTarget.class);
        if (target.isEmpty()) {
            throw new DeliveryException(
                    "ResourceNotFoundException", "weir has nothing that events can be delivered to at " + arn, false);
        }
        return target.get();
    }

    private boolean failed(Lane lane, byte[] key, Pending pending, DeliveryException failure) {
        int attempts = pending.failed() + 1;
        RetryPolicy policy = pending.policy();
        Instant now = kernel.clock().now();
        Duration wait = BackOff.after(policy, attempts, kernel.ids().random());
        Instant next = now.plus(wait);
        String exhausted = "";
        if (attempts >= policy.maxAttempts()) {
            exhausted = "MaximumRetryAttempts";
        } else if (next.isAfter(pending.accepted().plus(policy.maxAge()))) {
            exhausted = "MaximumEventAgeInSeconds";
        }
        Pending after = pending.failedOnceMore(next);
        if (failure.retryable() && exhausted.isEmpty()) {
            kernel.store().write(tx -> {
                if (tx.get(key) != null) {
                    tx.put(key, after.encode());
                    if (!wait.isZero()) {
                        kernel.timers().set(tx, RETRY, lane.timer(), next, TimerKind.WORK, new byte[0]);
                    }
                }
                return null;
            });
            Cause unused = record(
                    after,
                    Outcome.RETRIED,
                    failure,
                    "attempt " + attempts + " of " + policy.maxAttempts() + " failed, next at " + next);
            return wait.isZero();
        }
        giveUp(key, after, failure, failure.retryable() ? exhausted : "");
        return true;
    }

    private void giveUp(byte[] key, Pending pending, DeliveryException failure, String exhausted) {
        String why = exhausted.isEmpty()
                ? "no further attempt would help"
                : exhausted.equals("MaximumRetryAttempts")
                        ? "given up after " + pending.failed() + " attempts"
                        : "given up since it would be older than "
                                + pending.policy().maxAge().toSeconds() + " s";
        Arn deadLetter = pending.deadLetter();
        if (deadLetter == null) {
            Cause unused = record(pending, Outcome.DROPPED, failure, why + "; there is no dead-letter queue");
        } else {
            Cause hop = record(pending, Outcome.DEAD_LETTERED, failure, why + "; to " + deadLetter);
            DeliveryException second = attempt(DeadLetters.of(pending, deadLetter, failure, exhausted, hop));
            if (second != null) {
                Cause unused = record(
                        pending, Outcome.DROPPED, second, "the dead-letter queue " + deadLetter + " did not take it");
            }
        }
        remove(key);
    }

    private void remove(byte[] key) {
        kernel.store().write(tx -> {
            tx.delete(key);
            return null;
        });
    }

    private Cause record(Pending pending, Outcome outcome, DeliveryException failure, String what) {
        return record(
                pending, outcome, failure.code(), what + " (" + failure.code() + ": " + failure.getMessage() + ")");
    }

    private Cause record(Pending pending, Outcome outcome, String code, String reason) {
        Delivery delivery = pending.delivery();
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put(
                "age",
                Duration.between(pending.accepted(), kernel.clock().now()).toString());
        detail.put("attempt", Integer.toString(pending.failed()));
        if (!code.isEmpty()) {
            detail.put("code", code);
        }
        if (outcome == Outcome.RETRIED) {
            detail.put("next", pending.next().toString());
        }
        if (outcome == Outcome.DEAD_LETTERED) {
            detail.put("deadLetter", String.valueOf(pending.deadLetter()));
        }
        return kernel.journal()
                .record(
                        delivery.cause(),
                        delivery.scope(),
                        TASK,
                        delivery.source(),
                        delivery.target().toString(),
                        "",
                        outcome,
                        reason,
                        detail);
    }
}
