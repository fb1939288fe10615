package dev.weir.server.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Looks once a second at everything that an event loop serves, and ends what has overstayed. Used by that loop only. */
final class LoopWatch {
    /** Something that may overstay. */
    interface Watched {
        /** Closes itself where it is idle or too slow. */
        void check(int second);
    }

    private final Set<Watched> all = new HashSet<>();
    private int second;

    private LoopWatch() {}

    static LoopWatch on(EventLoop loop) {
        LoopWatch watch = new LoopWatch();
        var unused = loop.scheduleAtFixedRate(watch::look, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    /** Seconds since the loop is watched: a clock that costs nothing to read. */
    int second() {
        return second;
    }

    void add(Watched watched) {
        all.add(watched);
    }

    void remove(Watched watched) {
        all.remove(watched);
    }

    private void look() {
        second++;
        for (Watched watched : new ArrayList<>(all)) {
            watched.check(second);
        }
    }
}
