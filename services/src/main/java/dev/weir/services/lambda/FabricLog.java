package dev.weir.services.lambda;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.LogSink;
import dev.weir.functions.FunctionLog;
import dev.weir.kernel.Scope;
import java.util.List;

/** Takes the lines of functions to whatever service keeps logs. */
public final class FabricLog implements FunctionLog {
    private final Fabric fabric;

    public FabricLog(Fabric fabric) {
        this.fabric = fabric;
    }

    @Override
    public void append(Scope scope, String group, String stream, List<Line> lines) {
        fabric.of("logs", LogSink.class)
                .ifPresent(sink -> sink.append(
                        scope,
                        group,
                        stream,
                        lines.stream()
                                .map(line -> new LogSink.Line(line.at(), line.message()))
                                .toList()));
    }
}
