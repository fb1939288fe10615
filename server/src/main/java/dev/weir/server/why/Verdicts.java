package dev.weir.server.why;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the hops of one event: where did it not arrive, and where did it? */
final class Verdicts {
    /** Services that read from queues and streams. */
    private static final List<String> READERS = List.of("lambda", "pipes");

    /** A service may have to look through a queue for its answer. */
    private static final int MOST_QUESTIONS = 500;

    private static final Set<String> SOURCES = Set.of("sqs", "kinesis", "dynamodb");

    private final Fabric fabric;
    private final Instant now;
    private final Collection<Hop> hops;
    /** Failed attempts of deliveries that were tried again, by what they have in common. */
    private final Map<String, List<Hop>> attempts = new HashMap<>();
    /** Hops that others grow from. */
    private final Set<Long> causes = new HashSet<>();
    /** What ended for good, by message and place. */
    private final Set<String> ended = new HashSet<>();

    private int questions;
    private final List<Verdict> missed = new ArrayList<>();
    private final List<Hop> arrived = new ArrayList<>();

    Verdicts(Fabric fabric, Instant now, Collection<Hop> hops) {
        this.fabric = fabric;
        this.now = now;
        this.hops = hops;
        hops.forEach(this::survey);
        hops.forEach(this::judge);
        stillTrying();
    }

    /**
     * Why it did not reach one place.
     *
     * @param hop that says so
     * @param attempts to deliver it, all in vain
     */
    record Verdict(Explanation explanation, long hop, List<Hop> attempts) {}

    List<Verdict> missed() {
        return missed;
    }

    List<Hop> arrived() {
        return arrived;
    }

    private void survey(Hop hop) {
        causes.add(hop.cause().hop());
        if (hop.outcome() == Outcome.RETRIED) {
            attempts.computeIfAbsent(lane(hop), key -> new ArrayList<>()).add(hop);
        }
        boolean gone = (hop.kind().equals("sqs.DeleteMessage") && hop.outcome() == Outcome.COMPLETED)
                || hop.kind().equals("sqs.Retention");
        if (gone) {
            ended.add(hop.subject() + " " + hop.target());
        }
        if (hop.kind().equals("sqs.DeadLetter")) {
            ended.add(hop.subject() + " " + hop.source());
        }
    }

    /** What the attempts of one delivery have in common. */
    private static String lane(Hop hop) {
        boolean away = hop.kind().equals("lambda.GiveUp") || hop.kind().equals("lambda.Return");
        String place = away ? hop.source() : hop.target();
        return (hop.subject().isEmpty() ? "#" + hop.cause().hop() : hop.subject()) + " " + place;
    }

    private void judge(Hop hop) {
        switch (hop.outcome()) {
            case ACCEPTED -> accepted(hop);
            case DELIVERED, COMPLETED -> {
                // That a function was called does not mean that it did not fail.
                if (!hop.kind().equals("lambda.Invoke")) {
                    attempts.remove(lane(hop));
                }
                if (!hop.target().isEmpty()) {
                    arrived.add(hop);
                }
            }
            case FILTERED -> filtered(hop);
            case DENIED -> add(hop, "denied", "it was denied: " + hop.reason());
            case DEDUPLICATED ->
                add(
                        hop,
                        "duplicate",
                        "it is the twin of an earlier message, " + hop.subject() + ": " + hop.reason()
                                + "; only the first one goes on",
                        Map.of("first", hop.subject()),
                        List.of());
            case THROTTLED -> throttled(hop);
            case FAILED -> failed(hop);
            case EXPIRED -> add(hop, "expired", "it was too old: " + hop.reason());
            case DEAD_LETTERED, DROPPED -> gaveUp(hop);
            case RETRIED -> {}
        }
    }

    private void accepted(Hop hop) {
        boolean over = ended.contains(hop.subject() + " " + hop.target());
        if (!over) {
            List<Explanation> why = ask(hop);
            why.forEach(explanation -> missed.add(new Verdict(explanation, hop.id(), List.of())));
            boolean waits = hop.kind().equals("sqs.SendMessage") ? !why.isEmpty() : !causes.contains(hop.id());
            if (waits) {
                idleReaders(hop);
            }
        }
        if (!hop.target().isEmpty()) {
            arrived.add(hop);
        }
    }

    /** Hops of which no service was asked, since there were too many. */
    int unasked() {
        return Math.max(0, questions - MOST_QUESTIONS);
    }

    private List<Explanation> ask(Hop hop) {
        if (++questions > MOST_QUESTIONS) {
            return List.of();
        }
        return explains(hop.target()).map(service -> service.explain(hop)).orElse(List.of());
    }

    private Optional<Explains> explains(String arn) {
        return Arn.isArn(arn) ? fabric.at(Arn.parse(arn), Explains.class) : Optional.empty();
    }

    private void idleReaders(Hop hop) {
        if (!Arn.isArn(hop.target())
                || !SOURCES.contains(Arn.parse(hop.target()).service())) {
            return;
        }
        for (String service : READERS) {
            fabric.of(service, Explains.class)
                    .map(reader -> reader.idleReaders(Arn.parse(hop.target())))
                    .orElse(List.of())
                    .forEach(explanation -> missed.add(new Verdict(explanation, hop.id(), List.of())));
        }
    }

    private void filtered(Hop hop) {
        List<Explanation> more = hop.kind().startsWith("events.") ? ask(hop) : List.of();
        if (more.isEmpty()) {
            add(hop, "filtered", "it was filtered out: " + hop.reason());
        } else {
            more.forEach(explanation -> missed.add(new Verdict(explanation, hop.id(), List.of())));
        }
    }

    private void throttled(Hop hop) {
        String until = hop.detail().get("until");
        if (until == null) {
            // A call that was refused for its rate; where it is tried again, the attempts say so.
            if (!attempts.containsKey(lane(hop))) {
                add(hop, "throttled", "it was throttled: " + hop.reason());
            }
        } else if (Instant.parse(until).isAfter(now)) {
            add(hop, "throttled", "it is held back until " + until + ": " + hop.reason());
        }
    }

    private void failed(Hop hop) {
        boolean retried = hops.stream()
                .anyMatch(other -> other.cause().hop() == hop.id()
                        && (other.outcome() == Outcome.RETRIED || other.kind().equals("lambda.GiveUp")));
        if (!retried) {
            String place = hop.kind().equals("lambda.Return") ? hop.source() : hop.target();
            add(hop, place, "failed", "it failed: " + hop.reason(), Map.of(), List.of());
        }
    }

    private void gaveUp(Hop hop) {
        List<Hop> tried = attempts.remove(lane(hop));
        boolean dead = hop.outcome() == Outcome.DEAD_LETTERED;
        String code = hop.detail().getOrDefault("code", "").toLowerCase(Locale.ROOT);
        boolean denied = code.contains("accessdenied") || code.contains("authorization");
        Map<String, String> facts = new LinkedHashMap<>(hop.detail());
        if (tried != null) {
            facts.put("attempts", Integer.toString(tried.size() + 1));
        }
        String kind = denied ? "denied" : dead ? "dead-lettered" : tried != null ? "exhausted" : "dropped";
        String text = (denied ? "a permission is missing; it was " : "it was ")
                + (dead ? "moved to a dead-letter queue" : "dropped")
                + (tried == null
                        ? ""
                        : " after " + (tried.size() + 1) + " attempts since "
                                + tried.getFirst().at())
                + ": " + hop.reason();
        String place =
                hop.kind().equals("lambda.GiveUp") || hop.kind().equals("sqs.DeadLetter") ? hop.source() : hop.target();
        if (dead && !place.equals(hop.target())) {
            facts.put("deadLetter", hop.target());
            text += "; to " + hop.target();
        }
        add(hop, place, kind, text, facts, tried == null ? List.of() : tried);
    }

    /** Deliveries that have failed so far, and are to be tried again. */
    private void stillTrying() {
        attempts.values().forEach(tried -> {
            Hop last = tried.getLast();
            add(
                    last,
                    last.target(),
                    "retrying",
                    "it failed " + (tried.size() == 1 ? "once" : tried.size() + " times")
                            + " so far and is tried again: " + last.reason(),
                    last.detail(),
                    tried);
        });
    }

    private void add(Hop hop, String kind, String text) {
        add(hop, kind, text, hop.detail(), List.of());
    }

    private void add(Hop hop, String kind, String text, Map<String, String> facts, List<Hop> tried) {
        add(hop, hop.target(), kind, text, facts, tried);
    }

    private void add(
            Hop hop, @Nullable String place, String kind, String text, Map<String, String> facts, List<Hop> tried) {
        Explanation explanation = new Explanation(kind, place == null ? "" : place, hop.at(), text, facts);
        missed.add(new Verdict(explanation, hop.id(), tried));
    }
}
