package dev.weir.server.control;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.tasks.Signal;
import dev.weir.server.control.ControlApi.RefusedException;
import dev.weir.server.why.Inquiry;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.PercentEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the journal. */
final class JournalReports {
    private static final int PAGE = 500;
    private static final int LONGEST_TRACE = 10_000;

    private final Kernel kernel;
    private final Inquiry inquiry;

    JournalReports(World world) {
        this.kernel = world.kernel();
        this.inquiry = new Inquiry(kernel, world.fabric());
    }

    /** Hops as JSON lines: a page of them, or on and on as they happen. */
    void journal(Exchange exchange) throws IOException {
        boolean follow = exchange.query().contains("follow");
        String given = exchange.query().first("after");
        long after = given != null ? Long.parseLong(given) : follow ? newest() : 0;
        int limit = number(exchange, "limit", PAGE);
        try (OutputStream out = exchange.stream(200, Headers.of("Content-Type", "application/x-ndjson"))) {
            if (follow) {
                follow(out, after);
            } else if (given == null) {
                write(out, kernel.journal().latest(limit).reversed());
            } else {
                write(out, kernel.journal().after(after, limit));
            }
        }
    }

    private void follow(OutputStream out, long after) throws IOException {
        Signal added = kernel.journal().added();
        long last = after;
        out.flush();
        while (true) {
            long seen = added.version();
            List<Hop> hops = kernel.journal().after(last, PAGE);
            write(out, hops);
            out.flush();
            if (!hops.isEmpty()) {
                last = hops.getLast().id();
            } else {
                // Ids begin again after a reset.
                last = Math.min(last, newest());
                try {
                    added.await(seen, Instant.MAX);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** The tree that a hop, or whatever has that id (a message, a request), belongs to. */
    ObjectNode trace(String encoded) {
        String id = PercentEncoding.decode(encoded);
        Hop hop = find(id);
        long trace = hop.asCause().trace();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("trace", trace);
        ArrayNode hops = answer.putArray("hops");
        kernel.journal().trace(trace, LONGEST_TRACE).forEach(each -> hops.add(json(each)));
        return answer;
    }

    /** What kept an event, or whatever has that id, from arriving. */
    ObjectNode why(String encoded) {
        String id = PercentEncoding.decode(encoded);
        if (Arn.isArn(id)) {
            return inquiry.of(
                    Arn.parse(id),
                    kernel.journal().touching(id, LONGEST_TRACE).stream()
                            .filter(hop -> hop.source().equals(id))
                            .limit(1)
                            .toList());
        }
        Hop hop = find(id);
        boolean about = hop.subject().equals(id);
        return inquiry.about(
                id, about ? kernel.journal().about(id, LONGEST_TRACE).reversed() : List.of(hop));
    }

    private Hop find(String id) {
        List<Hop> found;
        if (id.equals("last")) {
            found = kernel.journal().latest(1);
            if (found.isEmpty()) {
                throw new RefusedException(404, "the journal is empty: nothing has happened yet");
            }
            return found.get(0);
        }
        found = kernel.journal().about(id, 1);
        if (found.isEmpty() && !id.isEmpty() && id.length() < 19 && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long number = Long.parseLong(id);
            found = kernel.journal().after(number - 1, 1);
            if (!found.isEmpty() && found.get(0).id() != number) {
                found = List.of();
            }
        }
        if (found.isEmpty()) {
            throw new RefusedException(
                    404, "the journal knows no hop, message or request " + id + "; it may be too long ago");
        }
        return found.get(0);
    }

    private long newest() {
        List<Hop> newest = kernel.journal().latest(1);
        return newest.isEmpty() ? 0 : newest.get(0).id();
    }

    private static int number(Exchange exchange, String name, int otherwise) {
        String given = exchange.query().first(name);
        int number = given == null ? otherwise : Integer.parseInt(given);
        if (number < 1 || number > 100_000) {
            throw new RefusedException(400, name + " must be from 1 to 100000");
        }
        return number;
    }

    private static void write(OutputStream out, List<Hop> hops) throws IOException {
        for (Hop hop : hops) {
            out.write((json(hop) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ObjectNode json(Hop hop) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", hop.id());
        json.put("trace", hop.asCause().trace());
        json.put("cause", hop.cause().hop());
        json.put("at", hop.at().toString());
        json.put("account", hop.scope().account());
        json.put("region", hop.scope().region());
        json.put("kind", hop.kind());
        json.put("source", hop.source());
        json.put("target", hop.target());
        json.put("subject", hop.subject());
        json.put("outcome", hop.outcome().name());
        json.put("reason", hop.reason());
        ObjectNode detail = json.putObject("detail");
        hop.detail().forEach(detail::put);
        return json;
    }
}
