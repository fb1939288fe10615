package dev.weir.services.logs.domain;

import java.math.BigDecimal;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one field's text with what a pattern wants: text with {@code *} as wildcard, a number, or {@code %regex%}. */
record Comparison(
        String operator, Predicate<String> equal, @Nullable BigDecimal number) {
    static Comparison of(String operator, String wanted, boolean quoted) {
        BigDecimal number = quoted ? null : decimal(wanted);
        if (number == null && !operator.equals("=") && !operator.equals("!=")) {
            throw new FilterPattern.PatternException(operator + " needs a number, found " + wanted);
        }
        return new Comparison(operator, equality(wanted, number), number);
    }

    private static Predicate<String> equality(String wanted, @Nullable BigDecimal number) {
        if (number != null) {
            return text -> {
                BigDecimal value = decimal(text);
                return value != null && value.compareTo(number) == 0;
            };
        }
        if (wanted.length() > 1 && wanted.startsWith("%") && wanted.endsWith("%")) {
            return TermsPattern.regex(wanted.substring(1, wanted.length() - 1));
        }
        if (wanted.contains("*")) {
            StringBuilder regex = new StringBuilder();
            for (String part : wanted.split("\\*", -1)) {
                regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
        }
        return wanted::equals;
    }

    boolean test(String text) {
        return switch (operator) {
            case "=" -> equal.test(text);
            case "!=" -> !equal.test(text);
            default -> ordered(text);
        };
    }

    private boolean ordered(String text) {
        BigDecimal value = decimal(text);
        if (value == null || number == null) {
            return false;
        }
        int order = value.compareTo(number);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new FilterPattern.PatternException("unknown operator " + operator);
        };
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
