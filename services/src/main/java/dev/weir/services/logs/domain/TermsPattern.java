package dev.weir.services.logs.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Words of unstructured text: all of the plain ones, none of those after {@code -}; where there are neither, at least
 * one of those after {@code ?}.
 */
record TermsPattern(List<Predicate<String>> all, List<Predicate<String>> any, List<Predicate<String>> none)
        implements FilterPattern {

    @Override
    public boolean matches(String message) {
        return all.stream().allMatch(term -> term.test(message))
                && (any.isEmpty()
                        || !all.isEmpty()
                        || !none.isEmpty()
                        || any.stream().anyMatch(term -> term.test(message)))
                && none.stream().noneMatch(term -> term.test(message));
    }

    static TermsPattern parse(String text) {
        List<Predicate<String>> all = new ArrayList<>();
        List<Predicate<String>> any = new ArrayList<>();
        List<Predicate<String>> none = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            List<Predicate<String>> into = c == '?' ? any : c == '-' ? none : all;
            if (into != all) {
                at++;
            }
            int end;
            Predicate<String> term;
            if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '%')) {
                char quote = text.charAt(at);
                end = closing(text, at, quote);
                String inner = text.substring(at + 1, end);
                term = quote == '%' ? regex(inner) : contains(inner.replace("\\\"", "\""));
                end++;
            } else {
                end = at;
                while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                    end++;
                }
                term = contains(text.substring(at, end));
            }
            into.add(term);
            at = end;
        }
        return new TermsPattern(all, any, none);
    }

    private static int closing(String text, int open, char quote) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        throw new PatternException("a " + quote + " is not closed");
    }

    private static Predicate<String> contains(String term) {
        return message -> message.contains(term);
    }

    static Predicate<String> regex(String expression) {
        try {
            return Pattern.compile(expression).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new PatternException("%" + expression + "% is no regular expression");
        }
    }
}
