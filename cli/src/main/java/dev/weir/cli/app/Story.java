package dev.weir.cli.app;

import dev.weir.cli.client.Control;
import dev.weir.cli.client.HopLines;
import dev.weir.cli.client.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What became of an application's requests, as the journal tells it. */
final class Story {
    /** Steps on the way back, which say nothing of where an event went. */
    private static final Set<String> ANSWERS = Set.of(
            "apigateway.Response", "lambda.Return", "lambda.Checkpoint", "dynamodb.StreamRecord", "sqs.DeleteMessage");

    private static final Set<String> BAD = Set.of("FAILED", "DEAD_LETTERED", "DROPPED", "DENIED", "EXPIRED");

    private final Control control;
    private final Terminal terminal;
    private final Map<String, String> names = new TreeMap<>();

    Story(Endpoint endpoint, Terminal terminal, List<Stacks.Resource> resources) {
        this.control = new Control(endpoint.port());
        this.terminal = terminal;
        for (Stacks.Resource resource : resources) {
            names.put(lastPart(resource.physicalId()), resource.logicalId());
        }
    }

    /** Where the traces end, counted; then those that did not end well, and why; then one trace whole. */
    void tell(List<Traffic.Sent> sent) {
        Map<String, Integer> ends = new TreeMap<>();
        List<Ending> bad = new ArrayList<>();
        JsonNode good = null;
        for (Traffic.Sent request : sent) {
            JsonNode hops = control.get("/_weir/trace/" + encoded(request.id())).path("hops");
            Set<String> seen = new HashSet<>();
            for (JsonNode hop : leaves(hops)) {
                boolean told = !ANSWERS.contains(hop.path("kind").asString(""))
                        || BAD.contains(hop.path("outcome").asString(""));
                if (told && seen.add(end(hop))) {
                    ends.merge(end(hop), 1, Integer::sum);
                }
            }
            Ending ending = worst(request, hops);
            if (ending == null) {
                good = hops;
            } else {
                bad.add(ending);
            }
        }
        if (!ends.isEmpty()) {
            terminal.line("");
            terminal.line(terminal.bold("Where the requests ended"));
        }
        ends.forEach((end, count) -> terminal.line(String.format(Locale.ROOT, "  %4d  %s", count, end)));
        for (Ending ending : bad) {
            terminal.line("");
            terminal.line(terminal.red("✗") + " " + ending.request().what() + " "
                    + shorten(ending.request().body()));
            terminal.line("  " + name(ending.hop().path("target").asString("")) + " " + outcome(ending.hop()) + ": "
                    + ending.hop().path("reason").asString(""));
        }
        JsonNode shown = bad.isEmpty() ? good : bad.getFirst().hops();
        if (shown != null) {
            terminal.line("");
            terminal.line(terminal.bold("One of them, from its first hop to its last"));
            new HopLines(terminal).tree(shown).forEach(line -> terminal.line("  " + line));
        }
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record Ending(Traffic.Sent request, JsonNode hop, JsonNode hops) {}

    private static @Nullable Ending worst(Traffic.Sent request, JsonNode hops) {
        JsonNode found = null;
        for (JsonNode hop : hops) {
            if (BAD.contains(hop.path("outcome").asString(""))) {
                found = hop;
            }
        }
        return found == null ? null : new Ending(request, found, hops);
    }

    private static List<JsonNode> leaves(JsonNode hops) {
        Set<Long> causes = new HashSet<>();
        hops.forEach(hop -> causes.add(hop.path("cause").asLong()));
        List<JsonNode> leaves = new ArrayList<>();
        hops.forEach(hop -> {
            if (!causes.contains(hop.path("id").asLong())) {
                leaves.add(hop);
            }
        });
        return leaves;
    }

    private String end(JsonNode hop) {
        String outcome = hop.path("outcome").asString("");
        String text = name(hop.path("target").asString("")) + " "
                + terminal.dim(hop.path("kind").asString("")) + " ";
        return text
                + (BAD.contains(outcome)
                        ? terminal.red(outcome(hop))
                        : outcome.equals("FILTERED") ? terminal.yellow(outcome(hop)) : terminal.green(outcome(hop)));
    }

    private static String outcome(JsonNode hop) {
        return hop.path("outcome").asString("").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String name(String target) {
        String known = names.get(lastPart(target));
        return known == null ? lastPart(target) : known;
    }

    private static String lastPart(String arn) {
        String[] parts = arn.split("[:/|]");
        return parts.length == 0 ? arn : parts[parts.length - 1];
    }

    private static String shorten(String body) {
        return body.length() <= 100 ? body : body.substring(0, 99) + "…";
    }
}
