package dev.weir.kernel.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How weir's clock stood to the wall clock at each moment. One state for each second in which it changed, the last one;
 * of 4,096 seconds, the latest.
 */
final class ClockHistory {
    private static final int MOST = 4096;

    private final ConcurrentSkipListMap<Long, State> states = new ConcurrentSkipListMap<>();

    /**
     * @param stands the moment it stands at; meaningless where it goes
     * @param offset what it is ahead of the wall clock where it goes
     */
    private record State(boolean going, long stands, long offset) {
        long at(long wall) {
            return going ? wall + offset : stands;
        }
    }

    ClockHistory() {
        states.put(Long.MIN_VALUE, new State(true, 0, 0));
    }

    void goes(long wall, long offset) {
        put(wall, new State(true, 0, offset));
    }

    void stands(long wall, long moment) {
        put(wall, new State(false, moment, 0));
    }

    private void put(long wall, State state) {
        states.put(Math.floorDiv(wall, 1000L), state);
        while (states.size() > MOST) {
            states.remove(Long.MIN_VALUE);
            Map.Entry<Long, State> oldest = states.pollFirstEntry();
            states.put(Long.MIN_VALUE, oldest.getValue());
        }
    }

    /** Weir's time when the wall clock showed {@code wall}; milliseconds since the epoch, both. */
    long at(long wall) {
        return states.floorEntry(Math.floorDiv(wall, 1000L)).getValue().at(wall);
    }

    /** Takes over what another clock has been through. */
    void follow(ClockHistory other) {
        states.putAll(other.states);
    }
}
