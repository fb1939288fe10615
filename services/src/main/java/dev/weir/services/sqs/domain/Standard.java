package dev.weir.services.sqs.domain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue: oldest first, those of noisy message groups after all others, so that a noisy group does not keep
 * the others waiting; among noisy groups the one first that has fewest messages in flight. A message without a group
 * is a tenant of its own and never noisy. Source: Amazon SQS Developer Guide, "How Amazon SQS fair queues work".
 */
final class Standard implements Order {
    /** A noisy group has this many messages in flight at least, ... */
    private static final int NOISY_IN_FLIGHT = 30;

    /** ... which is more than one of so many of the queue's, ... */
    private static final int NOISY_SHARE = 10;

    /** ... and was sent a message within the last five minutes. */
    private static final long NOISY_MILLIS = 300_000;

    private final Map<String, Lane> lanes = new HashMap<>();
    private final TreeSet<Lane> quiet = new TreeSet<>(Comparator.comparingLong((Lane lane) -> lane.linedHead));
    private final TreeSet<Lane> noisy = new TreeSet<>(
            Comparator.<Lane>comparingInt(lane -> lane.linedInFlight).thenComparingLong(lane -> lane.linedHead));
    private int inFlight;

    @Override
    public Lane lane(@Nullable String group) {
        return lanes.computeIfAbsent(group == null ? Lane.NO_GROUP : group, Lane::new);
    }

    @Override
    public void arrived(Entry entry) {
        Lane lane = of(entry);
        lane.live++;
        lane.lastSent = Math.max(lane.lastSent, entry.sent);
        if (entry.state == Entry.State.READY) {
            put(lane, entry);
            lineUp(lane);
        } else if (entry.state == Entry.State.IN_FLIGHT) {
            inFlight(lane, 1);
        }
    }

    @Override
    public void ready(Entry entry) {
        Lane lane = of(entry);
        if (entry.receipt != null) {
            inFlight(lane, -1);
        }
        put(lane, entry);
        lineUp(lane);
    }

    private static void put(Lane lane, Entry entry) {
        Entry last = lane.entries.peekLast();
        // What comes back, and what overtook another on its way in, is sorted; nearly all else comes in order.
        if (entry.receipt == null && (last == null || last.sequence < entry.sequence)) {
            lane.entries.addLast(entry);
        } else {
            lane.returned.add(entry);
        }
    }

    @Override
    public void gone(Entry entry, Entry.State was) {
        Lane lane = of(entry);
        lane.live--;
        if (was == Entry.State.IN_FLIGHT) {
            inFlight(lane, -1);
        }
        if (lane.live == 0) {
            unline(lane);
            lanes.remove(lane.group, lane);
        } else {
            lineUp(lane);
        }
    }

    private void inFlight(Lane lane, int by) {
        lane.inFlight += by;
        inFlight += by;
    }

    @Override
    public boolean available() {
        return !quiet.isEmpty() || !noisy.isEmpty();
    }

    @Override
    public void take(int max, long now, Predicate<Entry> taken) {
        for (Lane lane : noisy.isEmpty() ? List.<Lane>of() : List.copyOf(noisy)) {
            if (!isNoisy(lane, now)) {
                unline(lane);
                lane.noisy = false;
                lineUp(lane);
            }
        }
        int count = 0;
        while (count < max && available()) {
            Lane lane = quiet.isEmpty() ? noisy.first() : quiet.first();
            if (!lane.noisy && isNoisy(lane, now)) {
                unline(lane);
                lane.noisy = true;
                lineUp(lane);
                continue;
            }
            Entry entry = poll(lane);
            if (entry == null) {
                unline(lane);
                continue;
            }
            if (taken.test(entry)) {
                inFlight(lane, 1);
                count++;
            }
            lineUp(lane);
        }
    }

    private boolean isNoisy(Lane lane, long now) {
        return lane.inFlight >= NOISY_IN_FLIGHT
                && (long) lane.inFlight * NOISY_SHARE > inFlight
                && now - lane.lastSent < NOISY_MILLIS
                && !lane.group.equals(Lane.NO_GROUP);
    }

    private void lineUp(Lane lane) {
        if (lane.lined && lanes.size() == 1) {
            return;
        }
        Entry head = peek(lane);
        if (head == null) {
            unline(lane);
        } else if (!lane.lined
                || lane.linedHead != head.sequence
                || (lane.noisy && lane.linedInFlight != lane.inFlight)) {
            unline(lane);
            lane.linedHead = head.sequence;
            lane.linedInFlight = lane.inFlight;
            lane.lined = true;
            (lane.noisy ? noisy : quiet).add(lane);
        }
    }

    private void unline(Lane lane) {
        if (lane.lined) {
            (lane.noisy ? noisy : quiet).remove(lane);
            lane.lined = false;
        }
    }

    private static @Nullable Entry peek(Lane lane) {
        Entry fresh = lane.head();
        Entry returned = lane.returned.peek();
        while (returned != null && returned.state == Entry.State.GONE) {
            lane.returned.poll();
            returned = lane.returned.peek();
        }
        if (fresh == null) {
            return returned;
        }
        return returned == null || fresh.sequence < returned.sequence ? fresh : returned;
    }

    private static @Nullable Entry poll(Lane lane) {
        Entry head = peek(lane);
        if (head != null && head == lane.entries.peekFirst()) {
            lane.entries.pollFirst();
        } else if (head != null) {
            lane.returned.poll();
        }
        return head;
    }

    private static Lane of(Entry entry) {
        if (entry.lane == null) {
            throw new IllegalStateException("entry has no lane");
        }
        return entry.lane;
    }
}
