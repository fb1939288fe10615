package dev.weir.services.events.background;

import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.time.Clock;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that are switched off, or have nobody to go to. */
final class IdleRules {
    private static final String RULE = "rule/";

    private final EventsStore store;
    private final Clock clock;

    IdleRules(EventsStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Why the rule at the ARN does nothing; empty for other things than rules. */
    List<Explanation> of(Arn arn) {
        if (!arn.resource().startsWith(RULE)) {
            return List.of();
        }
        String path = arn.resource().substring(RULE.length());
        int slash = path.lastIndexOf('/');
        String bus = slash < 0 ? "default" : path.substring(0, slash);
        Optional<RuleState> rule = store.rule(arn.scope(), bus, path.substring(slash + 1));
        if (rule.isEmpty()) {
            return List.of(explanation("dropped", arn, "there is no such rule"));
        }
        if (!rule.get().enabled()) {
            return List.of(explanation("disabled", arn, "the rule is disabled"));
        }
        return rule.get().targets().isEmpty()
                ? List.of(explanation("no-target", arn, "the rule has no targets"))
                : List.of();
    }

    private Explanation explanation(String kind, Arn arn, String text) {
        return new Explanation(kind, arn.toString(), clock.now(), text, Map.of("rule", arn.resource()));
    }
}
