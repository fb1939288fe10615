package dev.weir.services.scheduler.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All the times of a schedule.
 *
 * @param origin its start date, or else when it was made or last changed
 * @param end no time is later; null for no end. Dates are passed over for what is due once
 * @param window how much later than its time a target may be called; zero for not at all
 */
public record Plan(
        Expression expression, Instant origin, @Nullable Instant end, Duration window) {
    /** The first time of all. */
    public Optional<Instant> first() {
        return after(expression.recurring() ? origin.minusMillis(1) : origin);
    }

    /** The first time after another. */
    public Optional<Instant> after(Instant time) {
        Optional<Instant> next = expression.next(time, origin);
        return end == null || !expression.recurring() ? next : next.filter(instant -> !instant.isAfter(end));
    }

    /** When to call the target for a time: somewhere in the flexible window, to the second. */
    public Instant call(Instant time, RandomGenerator random) {
        return window.isZero() ? time : time.plusSeconds(random.nextLong(window.toSeconds()));
    }
}
