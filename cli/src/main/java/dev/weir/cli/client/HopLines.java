package dev.weir.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Hops of the journal, as people read them. */
public final class HopLines {
    private final Terminal terminal;

    public HopLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One hop on a line of its own. */
    public String line(JsonNode hop) {
        return terminal.dim(time(hop)) + " " + terminal.dim("#" + hop.path("id").asLong()) + " " + what(hop);
    }

    /** The tree that the hops make, a line each, with times since its first. */
    public List<String> tree(JsonNode hops) {
        Map<Long, List<JsonNode>> byCause = new LinkedHashMap<>();
        Set<Long> known = new HashSet<>();
        hops.forEach(hop -> known.add(hop.path("id").asLong()));
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode hop : hops) {
            long cause = hop.path("cause").asLong();
            if (known.contains(cause)) {
                byCause.computeIfAbsent(cause, c -> new ArrayList<>()).add(hop);
            } else {
                roots.add(hop);
            }
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode root : roots) {
            lines.add(terminal.dim(time(root)) + " " + what(root));
            Instant start = Instant.parse(root.path("at").asString());
            branches(root, start, "", byCause, lines);
        }
        return lines;
    }

    private void branches(
            JsonNode hop, Instant start, String indent, Map<Long, List<JsonNode>> byCause, List<String> lines) {
        List<JsonNode> children = byCause.getOrDefault(hop.path("id").asLong(), List.of());
        for (int i = 0; i < children.size(); i++) {
            JsonNode child = children.get(i);
            boolean last = i == children.size() - 1;
            Duration since =
                    Duration.between(start, Instant.parse(child.path("at").asString()));
            lines.add(indent + (last ? "└─ " : "├─ ") + terminal.dim("+" + duration(since)) + " " + what(child));
            branches(child, start, indent + (last ? "   " : "│  "), byCause, lines);
        }
    }

    private String what(JsonNode hop) {
        StringBuilder line = new StringBuilder(terminal.bold(hop.path("kind").asString()));
        String source = hop.path("source").asString();
        String target = hop.path("target").asString();
        if (!source.isEmpty()) {
            line.append(' ').append(shorten(source));
        }
        if (!target.isEmpty()) {
            line.append(source.isEmpty() ? " " : " → ").append(shorten(target));
        }
        String subject = hop.path("subject").asString();
        if (!subject.isEmpty()) {
            line.append(' ').append(terminal.dim(subject));
        }
        line.append(' ').append(outcome(hop.path("outcome").asString()));
        String reason = hop.path("reason").asString();
        if (!reason.isEmpty()) {
            line.append(": ").append(reason);
        }
        JsonNode detail = hop.path("detail");
        if (!detail.isEmpty()) {
            StringBuilder facts = new StringBuilder();
            detail.properties().forEach(fact -> facts.append(facts.isEmpty() ? "" : ", ")
                    .append(fact.getKey())
                    .append(' ')
                    .append(fact.getValue().asString()));
            line.append(' ').append(terminal.dim("(" + facts + ")"));
        }
        return line.toString();
    }

    private String outcome(String outcome) {
        String text = outcome.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return switch (outcome) {
            case "ACCEPTED", "DELIVERED", "COMPLETED" -> terminal.green(text);
            case "FILTERED", "DEDUPLICATED", "THROTTLED", "RETRIED", "EXPIRED" -> terminal.yellow(text);
            default -> terminal.red(text);
        };
    }

    /** {@code sqs orders} for {@code arn:aws:sqs:us-east-1:000000000000:orders}. */
    private static String shorten(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") ? parts[2] + " " + parts[5] : arn;
    }

    private static String time(JsonNode hop) {
        return hop.path("at").asString();
    }

    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 10_000) {
            return millis + " ms";
        }
        return millis < 600_000
                ? String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0)
                : duration.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString()
                        .substring(2)
                        .toLowerCase(java.util.Locale.ROOT);
    }
}
