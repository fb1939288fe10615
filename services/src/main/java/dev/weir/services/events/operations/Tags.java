package dev.weir.services.events.operations;

import dev.weir.api.events.ListTagsForResourceRequest;
import dev.weir.api.events.ListTagsForResourceResponse;
import dev.weir.api.events.Tag;
import dev.weir.api.events.TagResourceRequest;
import dev.weir.api.events.TagResourceResponse;
import dev.weir.api.events.UntagResourceRequest;
import dev.weir.api.events.UntagResourceResponse;
import dev.weir.kernel.Arn;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.state.BusState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tags of buses and rules. */
public final class Tags {
    private final EventsStore store;
    private final Buses buses;

    public Tags(EventsStore store, Buses buses) {
        this.store = store;
        this.buses = buses;
    }

    public TagResourceResponse tag(Call call, TagResourceRequest input) {
        change(call, Objects.requireNonNull(input.resourceARN()), map(input.tags()), List.of());
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest input) {
        change(
                call,
                Objects.requireNonNull(input.resourceARN()),
                Map.of(),
                Objects.requireNonNullElse(input.tagKeys(), List.of()));
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest input) {
        String arn = Objects.requireNonNull(input.resourceARN());
        Named named = named(arn);
        String rule = named.rule();
        Map<String, String> tags = rule == null
                ? store.bus(call.scope(), named.bus())
                        .map(BusState::tags)
                        .orElseThrow(() -> EventsErrors.noBus(named.bus()))
                : store.rule(call.scope(), named.bus(), rule)
                        .map(RuleState::tags)
                        .orElseThrow(() -> EventsErrors.noRule(rule, named.bus()));
        return ListTagsForResourceResponse.builder()
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private void change(Call call, String arn, Map<String, String> add, List<String> remove) {
        Named named = named(arn);
        if (named.rule() == null) {
            buses.tag(call, named.bus(), add, remove);
        } else {
            store.change(
                    call.scope(),
                    named.bus(),
                    named.rule(),
                    rule -> {
                        if (rule.managedBy() != null) {
                            throw EventsErrors.managed();
                        }
                        return rule.withTags(changed(rule.tags(), add, remove));
                    },
                    (tx, rule) -> {});
        }
    }

    /** @param rule null where the bus itself is meant */
    private record Named(String bus, @Nullable String rule) {}

    private static Named named(String arn) {
        if (!Arn.isArn(arn)) {
            throw EventsErrors.badArn(arn);
        }
        String[] parts = Arn.parse(arn).resource().split("/", 3);
        if (parts[0].equals("event-bus") && parts.length == 2) {
            return new Named(parts[1], null);
        }
        if (parts[0].equals("rule") && parts.length > 1) {
            return parts.length == 2 ? new Named(BusState.DEFAULT, parts[1]) : new Named(parts[1], parts[2]);
        }
        throw EventsErrors.badArn(arn);
    }

    static Map<String, String> changed(Map<String, String> tags, Map<String, String> add, List<String> remove) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.putAll(add);
        remove.forEach(changed::remove);
        return changed;
    }

    static Map<String, String> map(@Nullable List<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            map.put(Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value()));
        }
        return map;
    }
}
