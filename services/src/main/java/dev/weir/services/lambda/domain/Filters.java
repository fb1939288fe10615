package dev.weir.services.lambda.domain;

import dev.weir.api.lambda.Filter;
import dev.weir.api.lambda.FilterCriteria;
import dev.weir.fabric.source.EventFilter;
import dev.weir.services.lambda.LambdaErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mapping's filter criteria may be. */
public final class Filters {
    private Filters() {}

    /** @throws dev.weir.shapes.AwsException where a pattern is none, or there are too many */
    public static EventFilter of(@Nullable FilterCriteria criteria) {
        List<Filter> filters = criteria == null || criteria.filters() == null ? List.of() : criteria.filters();
        if (filters.size() > 5) {
            throw LambdaErrors.invalid("The maximum number of filters allowed for an event source mapping is 5.");
        }
        try {
            return EventFilter.of(
                    filters.stream().map(one -> String.valueOf(one.pattern())).toList());
        } catch (IllegalArgumentException e) {
            throw LambdaErrors.invalid("Invalid filter pattern definition.");
        }
    }
}
