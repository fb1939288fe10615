package dev.weir.services.sqs.domain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue: oldest first, and among message groups the one first that has fewest messages in flight, so that a
 * noisy group does not starve the others. Source: Amazon SQS Developer Guide, "Amazon SQS fair queues".
 */
final class Standard implements Order {
    private static final String NO_GROUP = "";

    private final Map<String, Lane> lanes = new HashMap<>();
    private final TreeSet<Lane> line = new TreeSet<>(Comparator.<Lane>comparingInt(lane -> lane.linedInFlight)
            .thenComparingLong(lane -> lane.linedHead)
            .thenComparing(lane -> lane.group));

    @Override
    public Lane lane(@Nullable String group) {
        return lanes.computeIfAbsent(group == null ? NO_GROUP : group, Lane::new);
    }

    @Override
    public void arrived(Entry entry) {
        Lane lane = of(entry);
        lane.live++;
        if (entry.state == Entry.State.READY) {
            if (entry.receipt == null) {
                lane.entries.addLast(entry);
            } else {
                lane.returned.add(entry);
            }
            lineUp(lane);
        } else if (entry.state == Entry.State.IN_FLIGHT) {
            lane.inFlight++;
        }
    }

    @Override
    public void ready(Entry entry) {
        Lane lane = of(entry);
        if (entry.receipt == null) {
            lane.entries.addLast(entry);
        } else {
            lane.inFlight--;
            lane.returned.add(entry);
        }
        lineUp(lane);
    }

    @Override
    public void gone(Entry entry, Entry.State was) {
        Lane lane = of(entry);
        lane.live--;
        if (was == Entry.State.IN_FLIGHT) {
            lane.inFlight--;
        }
        if (lane.live == 0) {
            unline(lane);
            lanes.remove(lane.group, lane);
        } else {
            lineUp(lane);
        }
    }

    @Override
    public boolean available() {
        return !line.isEmpty();
    }

    @Override
    public void take(int max, Predicate<Entry> taken) {
        int count = 0;
        while (count < max && !line.isEmpty()) {
            Lane lane = line.first();
            Entry entry = poll(lane);
            if (entry == null) {
                unline(lane);
                continue;
            }
            if (taken.test(entry)) {
                lane.inFlight++;
                count++;
            }
            lineUp(lane);
        }
    }

    private void lineUp(Lane lane) {
        if (lane.lined && lanes.size() == 1) {
            return;
        }
        Entry head = peek(lane);
        if (head == null) {
            unline(lane);
        } else if (!lane.lined || lane.linedHead != head.sequence || lane.linedInFlight != lane.inFlight) {
            unline(lane);
            lane.linedHead = head.sequence;
            lane.linedInFlight = lane.inFlight;
            lane.lined = true;
            line.add(lane);
        }
    }

    private void unline(Lane lane) {
        if (lane.lined) {
            line.remove(lane);
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
