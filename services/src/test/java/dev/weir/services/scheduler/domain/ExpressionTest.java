package dev.weir.services.scheduler.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    /** Every minute of a local year that the rule takes: skipped ones out, doubled ones once. */
    private static List<Instant> oracle(ZoneId zone, Predicate<LocalDateTime> rule) {
        List<Instant> times = new ArrayList<>();
        LocalDateTime end = LocalDateTime.ofInstant(END, zone);
        for (LocalDateTime minute = LocalDateTime.ofInstant(YEAR, zone); minute.isBefore(end); ) {
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(minute);
            if (rule.test(minute) && !offsets.isEmpty()) {
                times.add(minute.toInstant(offsets.get(0)));
            }
            minute = minute.plusMinutes(1);
        }
        return times;
    }

    private static List<Instant> year(String expression, ZoneId zone) {
        Expression parsed = Expression.parse(expression, zone);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = parsed.next(YEAR.minusMillis(1), YEAR);
        while (next.isPresent() && next.get().isBefore(END)) {
            times.add(next.get());
            next = parsed.next(next.get(), YEAR);
        }
        return times;
    }

    @Test
    void aYearOfACronScheduleIsWhatTheCalendarSays() {
        for (ZoneId zone : List.of(NEW_YORK, ZoneId.of("Europe/Berlin"), ZoneId.of("Australia/Lord_Howe"))) {
            assertEquals(
                    oracle(zone, t -> t.getMinute() % 15 == 0),
                    year("cron(0/15 * * * ? *)", zone),
                    zone + ", every quarter of an hour");
            assertEquals(
                    oracle(zone, t -> t.getHour() == 2 && t.getMinute() == 30),
                    year("cron(30 2 * * ? *)", zone),
                    zone + ", daily in the hour that changes");
            assertEquals(
                    oracle(
                            zone,
                            t -> t.getHour() == 1
                                    && t.getMinute() == 30
                                    && t.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()),
                    year("cron(30 1 ? * MON-FRI *)", zone),
                    zone + ", on weekdays");
            assertEquals(
                    oracle(
                            zone,
                            t -> t.getHour() == 18
                                    && t.getMinute() == 0
                                    && t.toLocalDate()
                                            .equals(t.toLocalDate()
                                                    .with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY)))),
                    year("cron(0 18 ? * 6L *)", zone),
                    zone + ", the last Friday of each month");
            assertEquals(
                    oracle(
                            zone,
                            t -> t.getHour() == 0
                                    && t.getMinute() == 0
                                    && t.toLocalDate()
                                            .equals(t.toLocalDate().with(TemporalAdjusters.lastDayOfMonth()))),
                    year("cron(0 0 L * ? *)", zone),
                    zone + ", the last day of each month");
        }
    }

    /** Random lists and steps of minutes and hours, against the calendar. */
    @Test
    void randomFieldsFireWhereTheCalendarSays() {
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            int step = 1 + random.nextInt(30);
            int from = random.nextInt(60);
            int first = random.nextInt(24);
            int last = first + random.nextInt(24 - first);
            int month = 1 + random.nextInt(12);
            int monthEnd = month + random.nextInt(13 - month);
            String cron = "cron(" + from + "/" + step + " " + first + "-" + last + " * " + month + "-" + monthEnd
                    + " ? 2026)";
            assertEquals(
                    oracle(
                            NEW_YORK,
                            t -> t.getYear() == 2026
                                    && t.getMinute() >= from
                                    && (t.getMinute() - from) % step == 0
                                    && t.getHour() >= first
                                    && t.getHour() <= last
                                    && t.getMonthValue() >= month
                                    && t.getMonthValue() <= monthEnd),
                    year(cron, NEW_YORK),
                    cron);
        }
    }

    @Test
    void aSkippedTimeIsSkippedAndADoubledOneComesOnce() {
        Expression skipped = Expression.parse("cron(30 2 * * ? *)", NEW_YORK);
        assertEquals(
                Optional.of(Instant.parse("2026-03-09T06:30:00Z")),
                skipped.next(Instant.parse("2026-03-07T07:30:00Z"), YEAR));
        Expression doubled = Expression.parse("cron(30 1 * * ? *)", NEW_YORK);
        assertEquals(
                Optional.of(Instant.parse("2026-11-01T05:30:00Z")),
                doubled.next(Instant.parse("2026-10-31T05:30:00Z"), YEAR));
        assertEquals(
                Optional.of(Instant.parse("2026-11-02T06:30:00Z")),
                doubled.next(Instant.parse("2026-11-01T05:30:00Z"), YEAR));
    }

    @Test
    void aRateGoesOnByTheClockWhateverTheZone() {
        Instant origin = Instant.parse("2026-03-07T12:00:00Z");
        Expression daily = Expression.parse("rate(1 days)", NEW_YORK);
        assertEquals(Optional.of(origin), daily.next(origin.minusSeconds(1), origin));
        assertEquals(Optional.of(origin.plus(Duration.ofDays(1))), daily.next(origin, origin));
        assertEquals(Optional.of(origin.plus(Duration.ofDays(2))), daily.next(origin.plusSeconds(90000), origin));
    }

    @Test
    void onceIsInItsZone() {
        Expression at = Expression.parse("at(2026-07-01T09:00:00)", NEW_YORK);
        assertEquals(Optional.of(Instant.parse("2026-07-01T13:00:00Z")), at.next(YEAR, YEAR));
        assertEquals(Optional.empty(), at.next(Instant.parse("2026-07-01T13:00:00Z"), YEAR));
    }

    @Test
    void datesBoundAPlan() {
        Instant start = Instant.parse("2026-01-01T10:00:00Z");
        Plan plan = new Plan(
                Expression.parse("rate(1 hour)", ZoneOffset.UTC), start, start.plusSeconds(7200), Duration.ZERO);
        assertEquals(Optional.of(start), plan.first());
        assertEquals(Optional.of(start.plusSeconds(7200)), plan.after(start.plusSeconds(3600)));
        assertEquals(Optional.empty(), plan.after(start.plusSeconds(7200)));
        Plan flexible = new Plan(Expression.parse("rate(1 hour)", ZoneOffset.UTC), start, null, Duration.ofMinutes(15));
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Instant call = flexible.call(start, random);
            assertTrue(!call.isBefore(start) && call.isBefore(start.plusSeconds(900)), call.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at(2026-01-01)",
                "at(2026-13-01T00:00:00)",
                "rate(0 minutes)",
                "rate(5 seconds)",
                "rate(5minutes)",
                "cron(0 0 * * * *)",
                "cron(0 0 ? * ? *)",
                "cron(0 0 * * ?)",
                "cron(60 0 * * ? *)",
                "cron(0 0 * * ? 2300)",
                "every day"
            })
    void whatIsNoExpressionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Expression.parse(text, ZoneOffset.UTC));
    }
}
