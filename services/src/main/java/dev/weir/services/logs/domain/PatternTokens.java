package dev.weir.services.logs.domain;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a structured pattern. */
final class PatternTokens {
    private static final List<String> OPERATORS =
            List.of("&&", "||", "!=", "<=", ">=", "=", "<", ">", "(", ")", "{", "}", "[", "]", ",");

    /** @param quoted whether it stood in quotes, so that it is text whatever it looks like */
    record Token(String text, boolean quoted) {}

    private final List<Token> tokens = new ArrayList<>();
    private int at;

    PatternTokens(String pattern) {
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '"' || c == '%') {
                int end = pattern.indexOf(c, i + 1);
                while (end > 0 && pattern.charAt(end - 1) == '\\') {
                    end = pattern.indexOf(c, end + 1);
                }
                if (end < 0) {
                    throw new FilterPattern.PatternException("a " + c + " is not closed");
                }
                String inner = pattern.substring(i + 1, end).replace("\\\"", "\"");
                tokens.add(c == '"' ? new Token(inner, true) : new Token("%" + inner + "%", false));
                i = end + 1;
            } else {
                String operator = operator(pattern, i);
                if (!operator.isEmpty()) {
                    tokens.add(new Token(operator, false));
                    i += operator.length();
                } else {
                    int end = i;
                    int depth = 0;
                    while (end < pattern.length()
                            && !Character.isWhitespace(pattern.charAt(end))
                            && (depth > 0
                                    || pattern.charAt(end) == '['
                                    || operator(pattern, end).isEmpty())) {
                        depth += pattern.charAt(end) == '[' ? 1 : pattern.charAt(end) == ']' ? -1 : 0;
                        end++;
                    }
                    tokens.add(new Token(pattern.substring(i, end), false));
                    i = end;
                }
            }
        }
    }

    private static String operator(String pattern, int at) {
        for (String operator : OPERATORS) {
            if (pattern.startsWith(operator, at)) {
                return operator;
            }
        }
        return "";
    }

    boolean more() {
        return at < tokens.size();
    }

    Token next() {
        if (!more()) {
            throw new FilterPattern.PatternException("it ends too early");
        }
        return tokens.get(at++);
    }

    boolean is(String text) {
        return more() && !tokens.get(at).quoted() && tokens.get(at).text().equalsIgnoreCase(text);
    }

    boolean take(String text) {
        if (is(text)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String text) {
        if (!take(text)) {
            throw new FilterPattern.PatternException(
                    "expected " + text + (more() ? ", found " + tokens.get(at).text() : " at the end"));
        }
    }
}
