package dev.weir.functions;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.List;

/** Where the lines that functions print go. */
public interface FunctionLog {
    /** Takes lines in order. */
    void append(Scope scope, String group, String stream, List<Line> lines);

    /** A line, without its end; may hold line breaks where the runtime wrote one message of several lines. */
    record Line(Instant at, String message) {}
}
