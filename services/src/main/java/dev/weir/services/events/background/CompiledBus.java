package dev.weir.services.events.background;

import dev.weir.services.events.state.RuleState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.event.ruler.Machine;

/** The enabled rules of a bus that have patterns, ready to match. */
final class CompiledBus {
    private static final int NAMED = 10;

    private final boolean exists;
    private final Machine machine = Machine.builder().build();
    private final Map<String, CompiledRule> rules = new TreeMap<>();
    private boolean patterns;

    /** Rules with patterns but those of archives. */
    private int others;

    /** @param exists whether there is such a bus */
    CompiledBus(boolean exists, String bus, List<CompiledRule> compiled) {
        this.exists = exists;
        for (CompiledRule rule : compiled) {
            String pattern = rule.state().pattern();
            patterns |= pattern != null;
            if (pattern != null && !RuleState.ARCHIVES.equals(rule.state().managedBy())) {
                others++;
            }
            if (!rule.state().enabled() || pattern == null) {
                continue;
            }
            try {
                machine.addRule(rule.state().name(), pattern);
            } catch (IOException e) {
                throw new IllegalStateException("a stored pattern of " + bus + " that is none: " + pattern, e);
            }
            rules.put(rule.state().name(), rule);
        }
    }

    boolean exists() {
        return exists;
    }

    /** Whether there is any rule with a pattern, enabled or not. */
    boolean hasPatterns() {
        return patterns;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The rules whose pattern the event matches, by name. */
    List<CompiledRule> matching(String event) {
        if (rules.isEmpty()) {
            return List.of();
        }
        List<String> names;
        try {
            names = machine.rulesForJSONEvent(event);
        } catch (Exception e) { // the matcher declares no narrower one
            throw new IllegalStateException("an event that cannot be matched: " + event, e);
        }
        List<CompiledRule> matching = new ArrayList<>();
        for (String name : names.size() > 1 ? names.stream().sorted().distinct().toList() : names) {
            CompiledRule rule = rules.get(name);
            if (rule != null) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /** Whether there are rules with a pattern, disabled ones among them, beside those that matched. */
    boolean hasOthers(List<CompiledRule> matching) {
        int matched = 0;
        for (CompiledRule rule : matching) {
            if (!RuleState.ARCHIVES.equals(rule.state().managedBy())) {
                matched++;
            }
        }
        return others > matched;
    }

    /** The names of rules, as far as they make a readable list. */
    String names(Predicate<CompiledRule> which) {
        StringBuilder names = new StringBuilder();
        int left = 0;
        int named = 0;
        for (CompiledRule rule : rules.values()) {
            if (rule.state().managedBy() != null || !which.test(rule)) {
                continue;
            }
            if (named == NAMED) {
                left++;
            } else {
                names.append(named == 0 ? "" : ",").append(rule.state().name());
                named++;
            }
        }
        return left == 0 ? names.toString() : names + " and " + left + " more";
    }

    /** A rule with what its targets need, worked out once. */
    record CompiledRule(RuleState state, String arn, List<CompiledTarget> targets) {}
}
