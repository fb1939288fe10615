package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expressions of one request, over its placeholders. */
public final class Expressions {
    private final ExpressionParser parser;
    private final Placeholders placeholders;

    /**
     * @param names ExpressionAttributeNames, empty where absent
     * @param values ExpressionAttributeValues, empty where absent
     */
    public Expressions(ExpressionParser parser, Map<String, String> names, Map<String, Value> values) {
        this.parser = parser;
        this.placeholders = new Placeholders(names, values);
    }

    /** @throws dev.weir.shapes.AwsException where a key of ExpressionAttributeNames is none */
    public static void checkNames(Map<String, String> names) {
        Placeholders.checkNames(names.keySet());
    }

    /** @throws dev.weir.shapes.AwsException where a key of ExpressionAttributeValues is none */
    public static void checkValues(Set<String> keys) {
        Placeholders.checkValues(keys);
    }

    /** @return null where {@code text} is */
    public @Nullable Condition condition(Kind kind, @Nullable String text) {
        return text == null ? null : new ConditionBinder(kind, placeholders).bind(parser.condition(kind, text));
    }

    /** The conditions that a key condition sets, by attribute. */
    public Map<String, KeyTest> keyTests(String text) {
        return new KeyConditionReader()
                .read(new ConditionBinder(Kind.KEY_CONDITION, placeholders)
                        .bind(parser.condition(Kind.KEY_CONDITION, text)));
    }

    public List<UpdateAction> update(String text) {
        return new UpdateBinder(placeholders).bind(parser.update(text));
    }

    /** @return null where {@code text} is */
    public @Nullable Projection projection(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<Path> paths = parser.projection(text).paths().stream()
                .map(path -> placeholders.path(Kind.PROJECTION, path))
                .toList();
        PathOverlaps.check(Kind.PROJECTION, paths);
        return new Projection(paths);
    }

    /** @throws dev.weir.shapes.AwsException where a placeholder was used nowhere */
    public void done() {
        placeholders.done();
    }
}
