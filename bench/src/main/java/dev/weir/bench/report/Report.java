package dev.weir.bench.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a run has found.
 *
 * @param circumstances what it ran on and how, in order
 */
public record Report(
        Map<String, String> circumstances,
        List<Row> rows,
        List<Timing> timings,
        List<Memory> memory,
        List<Verdict> verdicts) {
    /** For a terminal. */
    public String text() {
        StringBuilder out = new StringBuilder();
        circumstances.forEach(
                (name, value) -> out.append(name).append(": ").append(value).append('\n'));
        return out.append('\n')
                .append(load().text())
                .append('\n')
                .append(times().text())
                .append('\n')
                .append(held().text())
                .append('\n')
                .append(targets().text())
                .toString();
    }

    /** For the documentation. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        circumstances.forEach((name, value) ->
                out.append("- ").append(name).append(": ").append(value).append('\n'));
        return out.append('\n')
                .append(load().markdown())
                .append('\n')
                .append(times().markdown())
                .append('\n')
                .append(held().markdown())
                .append('\n')
                .append(targets().markdown())
                .toString();
    }

    private Grid load() {
        Grid grid = new Grid(
                "operation",
                "server",
                "ops/s",
                "min–max",
                "of floor",
                "p50 ms",
                "p99 ms",
                "CPU µs/op",
                "client µs/op",
                "");
        for (Row row : rows) {
            if (row.rates().isEmpty()) {
                grid.row(row.operation(), row.server(), "n/a", "", "", "", "", "", "", row.fault());
                continue;
            }
            grid.row(
                    row.operation(),
                    row.server(),
                    Figures.text(row.rate()),
                    Figures.text(Collections.min(row.rates())) + "–" + Figures.text(Collections.max(row.rates())),
                    ofFloor(row),
                    String.format(Locale.ROOT, "%.3f", row.p50()),
                    String.format(Locale.ROOT, "%.3f", row.p99()),
                    row.serverCpu().isPresent() ? Figures.text(row.serverCpu().getAsDouble()) : "?",
                    Figures.text(row.clientCpu()),
                    row.fault().isEmpty() ? "" : "WRONG: " + row.fault());
        }
        return grid;
    }

    private String ofFloor(Row row) {
        return rows.stream()
                .filter(other -> other.operation().equals(row.operation())
                        && other.server().equals("floor")
                        && other.isSound())
                .findFirst()
                .map(floor -> Figures.text(100 * row.rate() / floor.rate()) + " %")
                .orElse("");
    }

    private Grid times() {
        Grid grid = new Grid("timed", "what", "median ms", "min ms", "max ms", "n", "");
        for (Timing timing : timings) {
            if (timing.millis().isEmpty()) {
                grid.row(timing.name(), timing.what(), "n/a", "", "", "", timing.fault());
            } else {
                grid.row(
                        timing.name(),
                        timing.what(),
                        Figures.text(timing.median()),
                        Figures.text(Collections.min(timing.millis())),
                        Figures.text(Collections.max(timing.millis())),
                        Integer.toString(timing.millis().size()),
                        timing.fault());
            }
        }
        return grid;
    }

    private Grid held() {
        Grid grid = new Grid("memory", "with", "MiB");
        memory.forEach(each -> grid.row(each.server(), each.with(), Figures.text(each.mebibytes())));
        return grid;
    }

    private Grid targets() {
        Grid grid = new Grid("target", "measured", "");
        for (Verdict verdict : verdicts) {
            grid.row(
                    verdict.target(),
                    verdict.measured(),
                    switch (verdict.outcome()) {
                        case MET -> "met";
                        case MISSED -> "MISSED";
                        case NOT_MEASURED -> "not measured";
                    });
        }
        return grid;
    }

    /** For programs; times in the units that the names end in. */
    public String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode about = root.putObject("circumstances");
        circumstances.forEach(about::put);
        ArrayNode load = root.putArray("operations");
        for (Row row : rows) {
            ObjectNode node = load.addObject().put("operation", row.operation()).put("server", row.server());
            if (!row.rates().isEmpty()) {
                node.put("opsPerSecond", row.rate());
                ArrayNode rates = node.putArray("rounds");
                row.rates().forEach(rates::add);
                node.put("p50Ms", row.p50()).put("p99Ms", row.p99());
                row.serverCpu().ifPresent(cpu -> node.put("serverCpuUsPerOp", cpu));
                node.put("clientCpuUsPerOp", row.clientCpu()).put("operations", row.operations());
            }
            if (!row.fault().isEmpty()) {
                node.put("fault", row.fault());
            }
        }
        ArrayNode times = root.putArray("timings");
        for (Timing timing : timings) {
            ObjectNode node = times.addObject().put("name", timing.name()).put("what", timing.what());
            ArrayNode millis = node.putArray("ms");
            timing.millis().forEach(millis::add);
            if (!timing.fault().isEmpty()) {
                node.put("fault", timing.fault());
            }
        }
        ArrayNode held = root.putArray("memory");
        memory.forEach(each -> held.addObject()
                .put("measured", each.measured())
                .put("server", each.server())
                .put("with", each.with())
                .put("bytes", each.bytes()));
        ArrayNode targets = root.putArray("targets");
        for (Verdict verdict : verdicts) {
            targets.addObject()
                    .put("target", verdict.target())
                    .put("measured", verdict.measured())
                    .put("outcome", verdict.outcome().name());
        }
        return root.toPrettyString() + "\n";
    }
}
