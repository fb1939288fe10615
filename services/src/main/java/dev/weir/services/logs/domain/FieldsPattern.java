package dev.weir.services.logs.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [ip, user, ..., status = 4*, bytes > 1000]}: fields that white space separates. Without {@code ...}, what is
 * left of a longer message is all the last field's.
 */
record FieldsPattern(List<Predicate<String>> before, boolean ellipsis, List<Predicate<String>> after)
        implements FilterPattern {
    private static final Pattern FIELD = Pattern.compile("\\[([^\\]]*)\\]|\"([^\"]*)\"|(\\S+)");

    @Override
    public boolean matches(String message) {
        int wanted = before.size() + after.size();
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(message);
        int last = 0;
        while (matcher.find()) {
            if (!ellipsis && fields.size() == wanted) {
                fields.set(wanted - 1, message.substring(last));
                break;
            }
            last = matcher.start();
            fields.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        if (fields.size() < wanted) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).test(fields.get(i))) {
                return false;
            }
        }
        int offset = fields.size() - after.size();
        for (int i = 0; i < after.size(); i++) {
            if (!after.get(i).test(fields.get(offset + i))) {
                return false;
            }
        }
        return true;
    }

    static FieldsPattern parse(String text) {
        PatternTokens tokens = new PatternTokens(text);
        tokens.expect("[");
        List<Predicate<String>> before = new ArrayList<>();
        List<Predicate<String>> after = new ArrayList<>();
        boolean ellipsis = false;
        while (!tokens.take("]")) {
            if (tokens.take("...")) {
                if (ellipsis) {
                    throw new PatternException("... stands in it twice");
                }
                ellipsis = true;
            } else {
                (ellipsis ? after : before).add(field(tokens));
            }
            if (!tokens.is("]")) {
                tokens.expect(",");
            }
        }
        if (before.isEmpty() && after.isEmpty()) {
            throw new PatternException("it names no field");
        }
        return new FieldsPattern(before, ellipsis, after);
    }

    private static Predicate<String> field(PatternTokens tokens) {
        Predicate<String> condition = value -> true;
        boolean first = true;
        boolean either = false;
        while (!tokens.is(",") && !tokens.is("]")) {
            String name = tokens.next().text();
            if (name.isEmpty()) {
                throw new PatternException("a field has no name");
            }
            if (tokens.is(",") || tokens.is("]")) {
                return condition;
            }
            String operator = tokens.next().text();
            PatternTokens.Token wanted = tokens.next();
            Comparison comparison = Comparison.of(operator, wanted.text(), wanted.quoted());
            condition = first
                    ? comparison::test
                    : either ? condition.or(comparison::test) : condition.and(comparison::test);
            first = false;
            either = tokens.take("||");
            if (!either) {
                tokens.take("&&");
            }
        }
        return condition;
    }
}
