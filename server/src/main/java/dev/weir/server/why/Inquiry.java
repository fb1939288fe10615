package dev.weir.server.why;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Hop;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds out where an event did not arrive, and why. */
public final class Inquiry {
    private static final int LONGEST_TRACE = 10_000;

    private final Kernel kernel;
    private final Fabric fabric;

    public Inquiry(Kernel kernel, Fabric fabric) {
        this.kernel = kernel;
        this.fabric = fabric;
    }

    /**
     * The answer as the control API gives it.
     *
     * @param starts the hops that the question is about; what they led to belongs to it
     */
    public ObjectNode about(String id, List<Hop> starts) {
        Collection<Hop> hops = grown(starts);
        Verdicts verdicts = new Verdicts(fabric, kernel.clock().now(), hops);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", id);
        answer.put("trace", starts.getFirst().asCause().trace());
        answer.put("now", kernel.clock().now().toString());
        ObjectNode first = answer.putObject("first");
        Hop start = starts.getFirst();
        first.put("hop", start.id());
        first.put("kind", start.kind());
        first.put("target", start.target());
        first.put("at", start.at().toString());
        ArrayNode missed = answer.putArray("missed");
        verdicts.missed().forEach(verdict -> missed.add(json(verdict)));
        if (verdicts.unasked() > 0) {
            answer.put("unasked", verdicts.unasked());
        }
        ArrayNode arrived = answer.putArray("arrived");
        for (Hop hop : verdicts.arrived()) {
            arrived.addObject()
                    .put("place", hop.target())
                    .put("kind", hop.kind())
                    .put("at", hop.at().toString())
                    .put("hop", hop.id());
        }
        return answer;
    }

    /**
     * The same of what lies at an ARN: why it does nothing by itself, and what became of what it did last.
     *
     * @param last what it did last; empty where the journal knows of nothing
     */
    public ObjectNode of(Arn arn, List<Hop> last) {
        List<Explanation> standing = fabric.at(arn, Explains.class)
                .map(service -> service.standing(arn))
                .orElse(List.of());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (last.isEmpty()) {
            answer.put("id", arn.toString());
            answer.put("now", kernel.clock().now().toString());
            answer.putArray("missed");
            answer.putArray("arrived");
        } else {
            answer = about(arn.toString(), last);
        }
        ArrayNode missed = (ArrayNode) answer.path("missed");
        for (int i = 0; i < standing.size(); i++) {
            missed.insert(i, json(new Verdicts.Verdict(standing.get(i), 0, List.of())));
        }
        return answer;
    }

    /** The hops and all that grows from them, in order. */
    private Collection<Hop> grown(List<Hop> starts) {
        Set<Long> wanted = new HashSet<>();
        starts.forEach(hop -> wanted.add(hop.id()));
        Map<Long, Hop> found = new TreeMap<>();
        Set<Long> traces = new HashSet<>();
        for (Hop start : starts) {
            if (traces.add(start.asCause().trace())) {
                // A hop comes after the one that it grows from.
                for (Hop hop : kernel.journal().trace(start.asCause().trace(), LONGEST_TRACE)) {
                    if (wanted.contains(hop.id()) || wanted.contains(hop.cause().hop())) {
                        wanted.add(hop.id());
                        found.put(hop.id(), hop);
                    }
                }
            }
        }
        starts.forEach(hop -> found.put(hop.id(), hop));
        return found.values();
    }

    private static ObjectNode json(Verdicts.Verdict verdict) {
        Explanation explanation = verdict.explanation();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", explanation.kind());
        json.put("place", explanation.place());
        json.put("at", explanation.at().toString());
        json.put("text", explanation.text());
        json.put("hop", verdict.hop());
        ObjectNode facts = json.putObject("facts");
        explanation.facts().forEach(facts::put);
        if (!verdict.attempts().isEmpty()) {
            ArrayNode attempts = json.putArray("attempts");
            for (Hop attempt : verdict.attempts()) {
                attempts.addObject()
                        .put("at", attempt.at().toString())
                        .put("error", attempt.reason())
                        .put("hop", attempt.id());
            }
        }
        return json;
    }
}
