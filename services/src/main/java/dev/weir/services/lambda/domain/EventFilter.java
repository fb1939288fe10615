package dev.weir.services.lambda.domain;

import dev.weir.api.lambda.Filter;
import dev.weir.api.lambda.FilterCriteria;
import dev.weir.services.lambda.LambdaErrors;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filter criteria of an event source mapping: a record passes where any pattern matches it, or where there is none.
 * Source: AWS Lambda Developer Guide, "Control which events Lambda sends to your function".
 */
public final class EventFilter {
    private final List<String> patterns;
    private final Machine machine = new Machine();

    private EventFilter(List<String> patterns) {
        this.patterns = patterns;
    }

    /** @throws dev.weir.shapes.AwsException where a pattern is none */
    public static EventFilter of(@Nullable FilterCriteria criteria) {
        List<Filter> filters = criteria == null || criteria.filters() == null ? List.of() : criteria.filters();
        if (filters.size() > 5) {
            throw LambdaErrors.invalid("The maximum number of filters allowed for an event source mapping is 5.");
        }
        EventFilter filter = new EventFilter(
                filters.stream().map(one -> String.valueOf(one.pattern())).toList());
        for (String pattern : filter.patterns) {
            try {
                filter.machine.addRule(pattern, pattern);
            } catch (IOException | RuntimeException e) {
                throw LambdaErrors.invalid("Invalid filter pattern definition.");
            }
        }
        return filter;
    }

    /** Whether a record passes, its text bodies seen as JSON where they are. */
    public boolean passes(ObjectNode event) {
        if (patterns.isEmpty()) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(opened(event).toString()).isEmpty();
        } catch (Exception e) {
            // The library declares the widest exception there is; what it cannot read cannot match.
            return false;
        }
    }

    /** Why a record did not pass. */
    public String reason() {
        return "no filter pattern matches: " + String.join(" or ", patterns);
    }

    private static ObjectNode opened(ObjectNode event) {
        if (!event.path("body").isString()) {
            return event;
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(event.path("body").asString());
            if (!body.isObject()) {
                return event;
            }
            ObjectNode copy = event.objectNode();
            copy.setAll(event);
            copy.set("body", body);
            return copy;
        } catch (JacksonException e) {
            return event;
        }
    }
}
