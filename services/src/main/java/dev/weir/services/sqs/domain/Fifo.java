package dev.weir.services.sqs.domain;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO queue: a group gives its messages in order, from its first one on, up to one that is in flight or delayed;
 * groups are served in turn. Source: Amazon SQS Developer Guide, "FIFO queue delivery logic in Amazon SQS".
 */
final class Fifo implements Order {
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> line = new ArrayDeque<>();

    @Override
    public Lane lane(@Nullable String group) {
        return lanes.computeIfAbsent(group == null ? Lane.NO_GROUP : group, Lane::new);
    }

    @Override
    public void arrived(Entry entry) {
        Lane lane = of(entry);
        lane.live++;
        insert(lane, entry);
        lineUp(lane);
    }

    @Override
    public void ready(Entry entry) {
        lineUp(of(entry));
    }

    @Override
    public void gone(Entry entry, Entry.State was) {
        Lane lane = of(entry);
        if (--lane.live == 0) {
            lane.entries.clear();
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
    public void take(int max, long now, Predicate<Entry> taken) {
        int count = 0;
        while (count < max && !line.isEmpty()) {
            Lane lane = line.removeFirst();
            lane.lined = false;
            count += run(lane, max - count, taken);
            lineUp(lane);
        }
    }

    /** Takes from the lane's head on while messages are ready; those in flight stay in their place. */
    private static int run(Lane lane, int max, Predicate<Entry> taken) {
        ArrayDeque<Entry> kept = new ArrayDeque<>();
        int count = 0;
        Entry head = lane.head();
        while (count < max && head != null && head.state == Entry.State.READY) {
            lane.entries.pollFirst();
            if (taken.test(head)) {
                kept.addFirst(head);
                count++;
            }
            head = lane.head();
        }
        kept.forEach(lane.entries::addFirst);
        return count;
    }

    /** Nearly always at the end; only what two sources moved here at once may come a little out of order. */
    private static void insert(Lane lane, Entry entry) {
        Entry last = lane.entries.peekLast();
        if (last == null || last.sequence < entry.sequence) {
            lane.entries.addLast(entry);
            return;
        }
        ArrayDeque<Entry> later = new ArrayDeque<>();
        while (last != null && last.sequence > entry.sequence) {
            later.addFirst(lane.entries.removeLast());
            last = lane.entries.peekLast();
        }
        lane.entries.addLast(entry);
        lane.entries.addAll(later);
    }

    private void lineUp(Lane lane) {
        Entry head = lane.head();
        if (head != null && head.state == Entry.State.READY && !lane.lined) {
            lane.lined = true;
            line.addLast(lane);
        }
    }

    private static Lane of(Entry entry) {
        if (entry.lane == null) {
            throw new IllegalStateException("entry has no lane");
        }
        return entry.lane;
    }
}
