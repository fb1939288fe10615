package dev.weir.services.events.domain;

import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a rule fires. Source: Amazon EventBridge User Guide, "Setting a schedule pattern for scheduled rules
 * (legacy) in Amazon EventBridge". Cron expressions are in UTC.
 */
public sealed interface Schedule {
    /** The first time after {@code from}; empty where there is none any more. */
    Optional<Instant> next(Instant from);

    /** {@code rate(value unit)}: every so often from its creation on. */
    record Rate(Duration every) implements Schedule {
        @Override
        public Optional<Instant> next(Instant from) {
            return Optional.of(from.plus(every));
        }
    }

    /** {@code cron(minutes hours day-of-month month day-of-week year)}. */
    record Cron(ExecutionTime times) implements Schedule {
        @Override
        public Optional<Instant> next(Instant from) {
            return times.nextExecution(from.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
        }
    }

    /** @throws IllegalArgumentException where the expression is none */
    static Schedule parse(String expression) {
        Matcher rate = Expressions.RATE.matcher(expression);
        if (rate.matches()) {
            long value = Long.parseLong(rate.group("value"));
            String unit = rate.group("unit");
            boolean plural = unit.endsWith("s");
            if (value < 1 || plural == (value == 1)) {
                throw new IllegalArgumentException("a rate of 1 takes a singular unit, others a plural one");
            }
            return new Rate(
                    switch (plural ? unit.substring(0, unit.length() - 1) : unit) {
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }
        Matcher cron = Expressions.CRON.matcher(expression);
        if (!cron.matches()) {
            throw new IllegalArgumentException("neither rate(…) nor cron(…)");
        }
        String fields = cron.group("fields").strip();
        String[] parts = fields.split("\\s+");
        if (parts.length != 6 || parts[2].equals("?") == parts[4].equals("?")) {
            throw new IllegalArgumentException("cron takes six fields, with ? for one of the days");
        }
        return new Cron(ExecutionTime.forCron(Expressions.PARSER.parse(fields).validate()));
    }

    /** How expressions look. */
    final class Expressions {
        private static final Pattern RATE =
                Pattern.compile("rate\\((?<value>\\d{1,9})\\s+(?<unit>minutes?|hours?|days?)\\)");
        private static final Pattern CRON = Pattern.compile("cron\\((?<fields>[^)]*)\\)");
        /** Quartz's grammar with minutes as its first field, and years as far as AWS documents them. */
        private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.defineCron()
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
                .instance());

        private Expressions() {}
    }
}
