package dev.weir.services.scheduler.domain;

import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code cron(minutes hours day-of-month month day-of-week year)}, in a time zone. A local time that the clocks skip in
 * spring is skipped; one that they show twice in autumn counts the first time only.
 */
public final class CronTimes implements Expression {
    private final ExecutionTime days;
    private final TimesOfDay times;
    private final ZoneId zone;
    private @Nullable Found last;

    /** @param days the same expression at midnight */
    CronTimes(ExecutionTime days, TimesOfDay times, ZoneId zone) {
        this.days = days;
        this.times = times;
        this.zone = zone;
    }

    /** What was found when a day was asked for: finding days is dear, and most are asked for many times. */
    private record Found(LocalDate from, @Nullable LocalDate day) {}

    @Override
    public Optional<Instant> next(Instant from, Instant origin) {
        ZoneRules rules = zone.getRules();
        LocalDateTime local = LocalDateTime.ofInstant(from, zone);
        LocalDate day = day(local.toLocalDate());
        int minute = day != null && day.equals(local.toLocalDate()) ? local.getHour() * 60 + local.getMinute() : 0;
        while (day != null) {
            for (int at = times.from(minute); at >= 0; at = times.from(at + 1)) {
                LocalDateTime time = day.atTime(at / 60, at % 60);
                List<ZoneOffset> offsets = rules.getValidOffsets(time);
                if (!offsets.isEmpty() && time.toInstant(offsets.getFirst()).isAfter(from)) {
                    return Optional.of(time.toInstant(offsets.getFirst()));
                }
            }
            day = day(day.plusDays(1));
            minute = 0;
        }
        return Optional.empty();
    }

    /** The first day of the expression's, from one on. */
    private synchronized @Nullable LocalDate day(LocalDate from) {
        Found known = last;
        if (known == null || !known.from().equals(from)) {
            LocalDate day = days.nextExecution(
                            from.atStartOfDay().atZone(ZoneOffset.UTC).minusSeconds(1))
                    .map(ZonedDateTime::toLocalDate)
                    .orElse(null);
            known = new Found(from, day);
            last = known;
        }
        return known.day();
    }

    @Override
    public boolean recurring() {
        return true;
    }
}
