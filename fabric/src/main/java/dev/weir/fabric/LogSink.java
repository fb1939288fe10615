package dev.weir.fabric;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.List;

/** Where functions and services write log lines: CloudWatch Logs. */
public interface LogSink {
    /** Adds lines in order; group and stream are made where they are missing. */
    void append(Scope scope, String group, String stream, List<Line> lines);

    record Line(Instant at, String message) {}
}
