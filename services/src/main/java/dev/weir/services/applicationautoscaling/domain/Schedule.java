package dev.weir.services.applicationautoscaling.domain;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a scheduled action is due. Source: User Guide, "Schedule recurring scaling actions using cron expressions". */
public sealed interface Schedule {
    /** The first time after {@code after} that is due; null for never again. */
    @Nullable
    Instant next(Instant after);

    record At(Instant time) implements Schedule {
        @Override
        public @Nullable Instant next(Instant after) {
            return time.isAfter(after) ? time : null;
        }
    }

    /** @param start the first time is one interval after it */
    record Rate(Instant start, Duration every) implements Schedule {
        @Override
        public Instant next(Instant after) {
            long passed = Math.max(0, Duration.between(start, after).dividedBy(every));
            return start.plus(every.multipliedBy(passed + 1));
        }
    }

    /** {@code cron(minutes hours day-of-month month day-of-week year)}. */
    record Cron(ExecutionTime times, ZoneId zone) implements Schedule {
        @Override
        public @Nullable Instant next(Instant after) {
            return times.nextExecution(after.atZone(zone))
                    .map(ZonedDateTime::toInstant)
                    .orElse(null);
        }
    }

    Pattern RATE = Pattern.compile("rate\\((\\d{1,9}) (minute|hour|day)s?\\)");
    Pattern CRON = Pattern.compile("cron\\(([^)]*)\\)");

    /** @return null where it is neither {@code at(…)}, {@code rate(…)} nor {@code cron(…)} */
    static @Nullable Schedule parse(String text, @Nullable String zone, Instant start) {
        Matcher rate = RATE.matcher(text);
        if (rate.matches() && Long.parseLong(rate.group(1)) > 0) {
            long count = Long.parseLong(rate.group(1));
            return new Rate(
                    start,
                    switch (rate.group(2)) {
                        case "minute" -> Duration.ofMinutes(count);
                        case "hour" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            ZoneId in = ZoneId.of(zone == null ? "UTC" : zone);
            if (text.startsWith("at(") && text.endsWith(")")) {
                LocalDateTime time = LocalDateTime.parse(text.substring(3, text.length() - 1));
                return new At(time.atZone(in).toInstant());
            }
            Matcher cron = CRON.matcher(text);
            return cron.matches() ? cron(cron.group(1).strip(), in) : null;
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Schedule cron(String fields, ZoneId zone) {
        if (fields.split("\\s+").length != 6) {
            return null;
        }
        CronParser quartz = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
        return new Cron(ExecutionTime.forCron(quartz.parse("0 " + fields).validate()), zone);
    }
}
