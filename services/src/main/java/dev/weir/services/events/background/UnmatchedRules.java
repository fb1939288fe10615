package dev.weir.services.events.background;

import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.journal.Hop;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.UnmatchedEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The rules of a bus that an event did not match, the one that came nearest first. */
final class UnmatchedRules {
    private static final int MOST = 10;

    private final EventsStore store;
    private final UnmatchedEvents events;

    UnmatchedRules(EventsStore store, UnmatchedEvents events) {
        this.store = store;
        this.events = events;
    }

    /** @param mismatch empty where the pattern matches, and the rule is disabled */
    private record Missed(RuleState rule, Optional<Mismatch> mismatch) {
        double nearness() {
            return mismatch.map(miss -> (double) miss.matched() / miss.fields()).orElse(2.0);
        }
    }

    List<Explanation> of(Hop hop, String bus) {
        List<RuleState> rules = store.rules(hop.scope(), bus).stream()
                .filter(rule -> rule.pattern() != null && !RuleState.ARCHIVES.equals(rule.managedBy()))
                .toList();
        if (rules.isEmpty()) {
            return List.of(explanation("no-rule", hop, hop.target(), "the bus has no rule with a pattern", Map.of()));
        }
        // After a kill, a hop's number may have gone to another event.
        Optional<String> event = events.of(hop.id()).filter(text -> JsonMapper.shared()
                .readTree(text)
                .path("id")
                .asString("")
                .equals(hop.subject()));
        if (event.isEmpty()) {
            String names = hop.detail().getOrDefault("unmatched", "");
            return names.isEmpty()
                    ? List.of()
                    : List.of(explanation(
                            "pattern",
                            hop,
                            hop.target(),
                            "no pattern of these rules matched, and the event is too large for weir to have kept it: "
                                    + names,
                            Map.of()));
        }
        List<Missed> missed = new ArrayList<>();
        for (RuleState rule : rules) {
            Optional<Mismatch> mismatch = Mismatch.of(String.valueOf(rule.pattern()), event.get());
            if (mismatch.isPresent() || !rule.enabled()) {
                missed.add(new Missed(rule, mismatch));
            }
        }
        missed.sort(Comparator.comparingDouble(Missed::nearness).reversed().thenComparing(one -> one.rule()
                .name()));
        List<Explanation> all = new ArrayList<>();
        for (Missed one : missed.subList(0, Math.min(MOST, missed.size()))) {
            all.add(explanation(one, hop, all.isEmpty()));
        }
        return all;
    }

    private static Explanation explanation(Missed missed, Hop hop, boolean nearest) {
        RuleState rule = missed.rule();
        String place = Router.ruleArn(hop.scope(), rule.bus(), rule.name());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rule", rule.name());
        if (missed.mismatch().isEmpty()) {
            return explanation("disabled", hop, place, "the pattern matches, but the rule is disabled", facts);
        }
        Mismatch mismatch = missed.mismatch().get();
        facts.put("nearest", Boolean.toString(nearest));
        facts.put("matched", mismatch.matched() + " of " + mismatch.fields());
        facts.put("field", mismatch.path());
        facts.put("wanted", mismatch.wanted());
        mismatch.present().ifPresent(value -> facts.put("present", value));
        String text = (nearest ? "this rule came nearest: " : "")
                + mismatch.matched() + " of the " + mismatch.fields() + " fields of its pattern matched; the first that"
                + " did not is " + mismatch.path() + ", which "
                + mismatch.present().map(value -> "is " + value).orElse("the event does not have")
                + ", where the pattern wants " + mismatch.wanted()
                + (rule.enabled() ? "" : "; the rule is disabled, too");
        return explanation("pattern", hop, place, text, facts);
    }

    private static Explanation explanation(String kind, Hop hop, String place, String text, Map<String, String> facts) {
        return new Explanation(kind, place, hop.at(), text, facts);
    }
}
