package dev.weir.fabric.source;

import java.time.Duration;
import java.time.Instant;

/**
 * A tumbling window of a shard: a stretch of time, in which each call for a batch gets what the call before returned.
 * Source: AWS Lambda Developer Guide, "Aggregating data with tumbling windows".
 *
 * @param start a whole number of lengths since the epoch
 * @param end not part of it
 * @param state what the last call returned, as JSON; an empty object at first
 * @param last whether all of its records are done, so that one more call ends it
 * @param early whether it ends before its time, since its state has grown too large
 */
public record Window(Instant start, Instant end, String state, boolean last, boolean early) {
    /** Bytes of a window's state. */
    private static final int MOST = 1024 * 1024;

    /** The window that holds the time. */
    static Window at(Instant time, Duration length) {
        long seconds = length.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
        return new Window(start, start.plus(length), "{}", false, false);
    }

    /** After a call that returned a state. */
    Window returned(String fresh) {
        return new Window(start, end, fresh, last, fresh.length() > MOST);
    }

    Window ending() {
        return new Window(start, end, state, true, early);
    }
}
