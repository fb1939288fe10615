package dev.weir.services.sqs.domain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sequence numbers of messages that wait in the store alone, behind those in the index: as runs, so that a backlog
 * of any length takes hardly any memory.
 */
final class Rest {
    private final TreeMap<Long, Long> runs = new TreeMap<>();
    private int size;

    void add(long sequence) {
        long from = sequence;
        long to = sequence;
        Map.Entry<Long, Long> before = runs.lowerEntry(sequence);
        if (before != null && before.getValue() == sequence - 1) {
            from = before.getKey();
        }
        Long after = runs.remove(sequence + 1);
        if (after != null) {
            to = after;
        }
        runs.put(from, to);
        size++;
    }

    /** Takes out the first numbers that follow on each other, {@code max} at most. */
    Optional<Run> poll(int max) {
        Map.Entry<Long, Long> first = runs.pollFirstEntry();
        if (first == null) {
            return Optional.empty();
        }
        long to = Math.min(first.getValue(), first.getKey() + max - 1);
        if (to < first.getValue()) {
            runs.put(to + 1, first.getValue());
        }
        Run run = new Run(first.getKey(), to);
        size -= run.length();
        return Optional.of(run);
    }

    int size() {
        return size;
    }
}
