package dev.weir.services.scheduler.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.weir.api.scheduler.FlexibleTimeWindow;
import dev.weir.api.scheduler.GetScheduleOutput;
import dev.weir.api.scheduler.Target;
import dev.weir.kernel.Scope;
import dev.weir.services.scheduler.domain.Expression;
import dev.weir.services.scheduler.domain.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule.
 *
 * @param schedule as it is answered
 * @param made when it was made or last changed, to the millisecond: what a rate without a start date counts from
 * @param token of the request that made it
 */
public record ScheduleRecord(
        Scope scope,
        GetScheduleOutput schedule,
        Instant made,
        @Nullable String token) {
    public String group() {
        return Objects.requireNonNull(schedule.groupName());
    }

    public String name() {
        return Objects.requireNonNull(schedule.name());
    }

    public String arn() {
        return Objects.requireNonNull(schedule.arn());
    }

    public Target target() {
        return Objects.requireNonNull(schedule.target());
    }

    @JsonIgnore
    public boolean enabled() {
        return "ENABLED".equals(schedule.state());
    }

    @JsonIgnore
    public boolean deleteAfterCompletion() {
        return "DELETE".equals(schedule.actionAfterCompletion());
    }

    /** Its time zone's name and its expression. */
    @JsonIgnore
    public String times() {
        return Objects.requireNonNullElse(schedule.scheduleExpressionTimezone(), "UTC") + " "
                + schedule.scheduleExpression();
    }

    /** @throws IllegalArgumentException where its expression or time zone is none */
    @JsonIgnore
    public Expression expression() {
        String[] parts = times().split(" ", 2);
        return Expression.parse(parts[1], ZoneId.of(parts[0]));
    }

    /** @param expression its {@link #expression} */
    public Plan plan(Expression expression) {
        FlexibleTimeWindow window = schedule.flexibleTimeWindow();
        Integer minutes = window == null ? null : window.maximumWindowInMinutes();
        Instant start = schedule.startDate();
        return new Plan(
                expression,
                start != null && expression.recurring() ? start : made,
                schedule.endDate(),
                minutes == null ? Duration.ZERO : Duration.ofMinutes(minutes));
    }
}
