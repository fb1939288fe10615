package dev.weir.bench.operation;

import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import java.io.IOException;
import java.util.List;

/** One stretch of load on one server. */
public interface Work {
    /** A talk for each connection. */
    List<? extends Talk> talks();

    /**
     * Compares what the server holds with what it has acknowledged, and removes it.
     *
     * @throws WrongAnswerException where they differ
     */
    void finish() throws IOException;
}
