package dev.weir.wire.protocol;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.SerializationException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The ways in which AWS writes an instant. Source: Smithy documentation, "timestampFormat trait". */
public final class Timestamps {
    private static final DateTimeFormatter RFC_822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final DateTimeFormatter RFC_822_IN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEE, d MMM yyyy HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[ z][ Z]")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    public static TimestampFormat format(Member member, TimestampFormat otherwise) {
        TimestampFormat format = member.traits().timestampFormat();
        return format == null ? otherwise : format;
    }

    public static String write(Instant instant, TimestampFormat format) {
        return switch (format) {
            case EPOCH_SECONDS -> epochSeconds(instant);
            case ISO_8601 -> iso(instant);
            case RFC_822 -> RFC_822.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        };
    }

    /** @throws SerializationException where the text is not of the format */
    public static Instant parse(String text, TimestampFormat format) {
        try {
            return switch (format) {
                case EPOCH_SECONDS -> ofEpochSeconds(new BigDecimal(text.strip()));
                case ISO_8601 -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
                case RFC_822 -> RFC_822_IN.parse(text, Instant::from);
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new SerializationException("Timestamp must follow the format " + name(format) + ": " + text);
        }
    }

    /** @throws ArithmeticException where the number has no instant */
    public static Instant ofEpochSeconds(BigDecimal seconds) {
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        return Instant.ofEpochSecond(
                parts[0].longValueExact(), parts[1].movePointRight(9).longValue());
    }

    private static String name(TimestampFormat format) {
        return switch (format) {
            case EPOCH_SECONDS -> "epoch-seconds";
            case ISO_8601 -> "date-time";
            case RFC_822 -> "http-date";
        };
    }

    private static String epochSeconds(Instant instant) {
        return instant.getNano() == 0
                ? Long.toString(instant.getEpochSecond())
                : BigDecimal.valueOf(instant.getEpochSecond())
                        .add(BigDecimal.valueOf(instant.getNano(), 9))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** To the millisecond where there are any, as AWS does. */
    private static String iso(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
