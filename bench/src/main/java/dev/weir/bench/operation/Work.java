package dev.weir.bench.operation;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.Sample;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** One stretch of load on one server. */
public interface Work {
    /** A talk for each connection. */
    List<? extends Talk> talks();

    /** Does it until the time is over: each talk on a connection of its own, all at once. */
    default Sample run(InetSocketAddress address, Duration duration) throws IOException {
        return Load.run(address, talks(), duration);
    }

    /**
     * Compares what the server holds with what it has acknowledged, and removes it.
     *
     * @throws WrongAnswerException where they differ
     */
    void finish() throws IOException;

    /** That of a server which holds nothing. */
    static Work of(List<? extends Talk> talks) {
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return talks;
            }

            @Override
            public void finish() {
                // Nothing is held.
            }
        };
    }
}
