package dev.weir.services.dynamodb.domain;

import dev.weir.services.dynamodb.DynamoDbErrors;
import java.math.BigDecimal;

/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99…E+125, kept as the shortest plain
 * decimal text. Source: Amazon DynamoDB Developer Guide, "Supported data types", Number.
 */
public final class Numbers {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;
    /** Longer texts cannot be a number in range without hundreds of needless zeros; they would only cost time. */
    private static final int MAX_TEXT = 1024;

    private Numbers() {}

    /**
     * The canonical form of a number: no exponent, no sign on zero, no needless zeros.
     *
     * @throws dev.weir.shapes.AwsException a ValidationException where it is none, or out of range
     */
    public static String canonical(String text) {
        if (isPlainInteger(text)) {
            return text;
        }
        if (text.isEmpty()) {
            throw DynamoDbErrors.validation("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > MAX_TEXT) {
            throw DynamoDbErrors.validation("Attempting to store more than 38 significant digits in a Number");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw DynamoDbErrors.validation("The parameter cannot be converted to a numeric value: " + text);
        }
        return canonical(number);
    }

    /** The canonical form of a number that was reckoned. */
    public static String canonical(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long exponent = exponent(stripped);
        if (exponent > MAX_EXPONENT) {
            throw DynamoDbErrors.validation(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < MIN_EXPONENT) {
            throw DynamoDbErrors.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (stripped.precision() > MAX_DIGITS) {
            throw DynamoDbErrors.validation("Attempting to store more than 38 significant digits in a Number");
        }
        return stripped.toPlainString();
    }

    /** Orders canonical forms by value. */
    public static int compare(String left, String right) {
        if (left.length() <= 18 && right.length() <= 18 && isPlainInteger(left) && isPlainInteger(right)) {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }

    /** Bytes that a number takes within an item's size: its digits in base 100, one more, one for a minus sign. */
    static int size(String canonical) {
        boolean negative = canonical.charAt(0) == '-';
        int point = canonical.indexOf('.');
        int place = (point < 0 ? canonical.length() : point) - (negative ? 1 : 0);
        int highest = Integer.MIN_VALUE;
        int lowest = 0;
        for (int i = negative ? 1 : 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            if (c != '.') {
                place--;
                if (c != '0') {
                    lowest = Math.floorDiv(place, 2);
                    highest = Math.max(highest, lowest);
                }
            }
        }
        return highest == Integer.MIN_VALUE ? 1 : 2 + highest - lowest + (negative ? 1 : 0);
    }

    /** The exponent of the first significant digit: 0 for 7, 2 for 123, -1 for 0.5. */
    static long exponent(BigDecimal stripped) {
        return (long) stripped.precision() - stripped.scale() - 1;
    }

    /** How many digits the number has in base 100, aligned at the decimal point. */
    static int pairs(BigDecimal stripped) {
        int digits = stripped.precision();
        boolean firstAlone = Math.floorMod(exponent(stripped), 2L) == 0;
        return firstAlone ? 1 + digits / 2 : (digits + 1) / 2;
    }

    private static boolean isPlainInteger(String text) {
        int length = text.length();
        int start = length > 1 && text.charAt(0) == '-' ? 1 : 0;
        if (length == start || length > 18) {
            return false;
        }
        char first = text.charAt(start);
        if (first == '0') {
            return length == 1;
        }
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
