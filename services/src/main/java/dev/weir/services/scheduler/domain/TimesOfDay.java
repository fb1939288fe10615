package dev.weir.services.scheduler.domain;

import java.util.BitSet;

/** The minutes of a day that a cron expression's first two fields name. */
final class TimesOfDay {
    private static final int HOUR = 60;
    private static final int DAY = 24;

    private final BitSet minutes;

    private TimesOfDay(BitSet minutes) {
        this.minutes = minutes;
    }

    /** @param minutes the field of minutes, {@code hours} that of hours; both have been found to be right */
    static TimesOfDay of(String minutes, String hours) {
        BitSet all = new BitSet(HOUR * DAY);
        BitSet within = values(minutes, HOUR);
        values(hours, DAY).stream().forEach(hour -> within.stream().forEach(minute -> all.set(hour * HOUR + minute)));
        return new TimesOfDay(all);
    }

    /** The first one from a minute of the day on; -1 where there is none. */
    int from(int minute) {
        return minutes.nextSetBit(minute);
    }

    private static BitSet values(String field, int limit) {
        BitSet values = new BitSet(limit);
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            String[] range = stepped[0].split("-", 2);
            boolean any = stepped[0].isEmpty() || stepped[0].equals("*");
            int first = any ? 0 : Integer.parseInt(range[0]);
            int last = range.length == 2 ? Integer.parseInt(range[1]) : any || stepped.length == 2 ? limit - 1 : first;
            int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
            for (int value = first; value <= last; value += step) {
                values.set(value);
            }
        }
        return values;
    }
}
