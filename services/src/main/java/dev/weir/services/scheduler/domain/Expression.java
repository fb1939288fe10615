package dev.weir.services.scheduler.domain;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule is due, its dates aside. Source: EventBridge Scheduler User Guide, "Schedule types in EventBridge
 * Scheduler".
 */
public sealed interface Expression permits Expression.At, Expression.Rate, CronTimes {
    /**
     * The first time after {@code from}; empty where there is none any more.
     *
     * @param origin when the schedule begins: its start date, or else when it was made
     */
    Optional<Instant> next(Instant from, Instant origin);

    /** Whether it comes again. */
    boolean recurring();

    /** {@code at(yyyy-mm-ddThh:mm:ss)}: once, in the schedule's time zone. */
    record At(Instant time) implements Expression {
        @Override
        public Optional<Instant> next(Instant from, Instant origin) {
            return time.isAfter(from) ? Optional.of(time) : Optional.empty();
        }

        @Override
        public boolean recurring() {
            return false;
        }
    }

    /** {@code rate(value unit)}: at its origin and then every so often; a day has 24 hours, whatever the zone. */
    record Rate(Duration every) implements Expression {
        @Override
        public Optional<Instant> next(Instant from, Instant origin) {
            if (from.isBefore(origin)) {
                return Optional.of(origin);
            }
            long past = Duration.between(origin, from).dividedBy(every);
            return Optional.of(origin.plus(every.multipliedBy(past + 1)));
        }

        @Override
        public boolean recurring() {
            return true;
        }
    }

    /** @throws IllegalArgumentException where the expression is none */
    static Expression parse(String expression, ZoneId zone) {
        Matcher at = Syntax.AT.matcher(expression);
        if (at.matches()) {
            return at(at.group(1), zone);
        }
        Matcher rate = Syntax.RATE.matcher(expression);
        if (rate.matches()) {
            return rate(Long.parseLong(rate.group(1)), rate.group(2));
        }
        Matcher cron = Syntax.CRON.matcher(expression);
        if (!cron.matches()) {
            throw new IllegalArgumentException("neither at(…), rate(…) nor cron(…)");
        }
        String fields = cron.group(1).strip();
        String[] parts = fields.split("\\s+");
        if (parts.length != 6 || parts[2].equals("?") == parts[4].equals("?")) {
            throw new IllegalArgumentException("cron takes six fields, with ? for one of the days");
        }
        Cron unused = Syntax.PARSER.parse("0 " + fields).validate();
        String days = String.join(" ", Arrays.asList(parts).subList(2, 6));
        return new CronTimes(
                ExecutionTime.forCron(Syntax.PARSER.parse("0 0 0 " + days)), TimesOfDay.of(parts[0], parts[1]), zone);
    }

    private static Expression at(String time, ZoneId zone) {
        try {
            return new At(LocalDateTime.parse(time).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Expression rate(long value, String unit) {
        if (value < 1) {
            throw new IllegalArgumentException("a rate is at least 1");
        }
        return new Rate(
                switch (unit.charAt(0)) {
                    case 'm' -> Duration.ofMinutes(value);
                    case 'h' -> Duration.ofHours(value);
                    default -> Duration.ofDays(value);
                });
    }

    /** How expressions look. */
    final class Syntax {
        private static final Pattern AT = Pattern.compile("at\\((\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\)");
        private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,9})\\s+(minutes?|hours?|days?)\\)");
        private static final Pattern CRON = Pattern.compile("cron\\(([^)]*)\\)");
        private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
                .withSeconds()
                .withValidRange(0, 59)
                .and()
                .withMinutes()
                .withValidRange(0, 59)
                .and()
                .withHours()
                .withValidRange(0, 23)
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .supportsQuestionMark()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .and()
                .withDayOfWeek()
                .withValidRange(1, 7)
                .withMondayDoWValue(2)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .and()
                .withYear()
                .withValidRange(1970, 2199)
                .and()
                .instance();
        private static final CronParser PARSER = new CronParser(DEFINITION);

        private Syntax() {}
    }
}
