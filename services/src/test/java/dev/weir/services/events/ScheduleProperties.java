package dev.weir.services.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.services.events.domain.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Schedules beside a plain search through the minutes. */
class ScheduleProperties {
    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2036-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Property(tries = 300)
    void aCronRuleFiresAtTheNextMinuteThatFits(
            @ForAll("times") Instant from,
            @ForAll @Size(min = 1, max = 3) Set<@IntRange(max = 59) Integer> minutes,
            @ForAll @Size(min = 1, max = 2) Set<@IntRange(max = 23) Integer> hours) {
        String expression = "cron(" + list(minutes) + " " + list(hours) + " * * ? *)";
        ZonedDateTime next =
                from.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (!minutes.contains(next.getMinute()) || !hours.contains(next.getHour())) {
            next = next.plusMinutes(1);
        }
        assertEquals(next.toInstant(), Schedule.parse(expression).next(from).orElseThrow(), expression);
    }

    @Property(tries = 200)
    void aDayOfTheWeekIsCountedFromSunday(@ForAll("times") Instant from, @ForAll @IntRange(min = 1, max = 7) int day) {
        Instant next = Schedule.parse("cron(0 0 ? * " + day + " *)").next(from).orElseThrow();
        assertEquals(day, next.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() % 7 + 1);
        assertTrue(next.isAfter(from) && Duration.between(from, next).toDays() <= 7);
    }

    @Property(tries = 200)
    void aRateIsItsUnitsApart(@ForAll("times") Instant from, @ForAll @IntRange(min = 1, max = 999) int value) {
        String plural = value == 1 ? "" : "s";
        Schedule minutes = Schedule.parse("rate(" + value + " minute" + plural + ")");
        Schedule hours = Schedule.parse("rate(" + value + " hour" + plural + ")");
        Schedule days = Schedule.parse("rate(" + value + " day" + plural + ")");
        assertEquals(from.plus(Duration.ofMinutes(value)), minutes.next(from).orElseThrow());
        assertEquals(from.plus(Duration.ofHours(value)), hours.next(from).orElseThrow());
        assertEquals(from.plus(Duration.ofDays(value)), days.next(from).orElseThrow());
        String wrong = value == 1 ? "s" : "";
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("rate(" + value + " hour" + wrong + ")"));
    }

    @Property(tries = 500)
    void whatIsNoExpressionIsRefusedAndNothingElseHappens(@ForAll String text) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text));
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("cron(" + text.replace(")", "") + " x)"));
    }

    private static String list(Set<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
