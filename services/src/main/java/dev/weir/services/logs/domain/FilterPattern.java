package dev.weir.services.logs.domain;

/**
 * A filter pattern: which log messages are wanted. Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric
 * filters, subscription filters, filter log events, and Live Tail".
 */
@FunctionalInterface
public interface FilterPattern {
    boolean matches(String message);

    /** @throws PatternException where the text is no pattern */
    static FilterPattern parse(String text) {
        String pattern = text.strip();
        if (pattern.isEmpty()) {
            return message -> true;
        }
        if (pattern.startsWith("{")) {
            return JsonPattern.parse(pattern);
        }
        if (pattern.startsWith("[")) {
            return FieldsPattern.parse(pattern);
        }
        return TermsPattern.parse(pattern);
    }

    /** A text that is no pattern. */
    final class PatternException extends RuntimeException {
        public PatternException(String message) {
            super(message, null, false, false);
        }
    }
}
