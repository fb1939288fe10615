package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A request's ExpressionAttributeNames and ExpressionAttributeValues, and which of them its expressions use. */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("#[0-9a-zA-Z_]+");
    private static final Pattern VALUE = Pattern.compile(":[0-9a-zA-Z_]+");
    private static final int MAX_NAME_BYTES = 255;

    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> used = new HashSet<>();

    Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names = names;
        this.values = values;
    }

    static void checkNames(Set<String> keys) {
        keys.forEach(key -> check("ExpressionAttributeNames", NAME, key));
    }

    static void checkValues(Set<String> keys) {
        keys.forEach(key -> check("ExpressionAttributeValues", VALUE, key));
    }

    private static void check(String parameter, Pattern pattern, String key) {
        if (key.length() > MAX_NAME_BYTES || !pattern.matcher(key).matches()) {
            throw DynamoDbErrors.validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
    }

    Path path(Kind kind, Syntax.Path path) {
        List<Path.Step> steps = new ArrayList<>(path.steps().size() - 1);
        String root = "";
        for (int i = 0; i < path.steps().size(); i++) {
            switch (path.steps().get(i)) {
                case Syntax.Name name -> {
                    String resolved = name(kind, name);
                    if (i == 0) {
                        root = resolved;
                    } else {
                        steps.add(new Path.Key(resolved));
                    }
                }
                case Syntax.Index index -> steps.add(new Path.Position(index.position()));
            }
        }
        return new Path(root, steps);
    }

    private String name(Kind kind, Syntax.Name name) {
        if (!name.placeholder()) {
            return name.text();
        }
        String resolved = names.get(name.text());
        if (resolved == null) {
            throw kind.invalid("An expression attribute name used in the document path is not defined; attribute name: "
                    + name.text());
        }
        used.add(name.text());
        return resolved;
    }

    Value value(Kind kind, Syntax.Placeholder placeholder) {
        Value value = values.get(placeholder.name());
        if (value == null) {
            throw kind.invalid("An expression attribute value used in expression is not defined; attribute value: "
                    + placeholder.name());
        }
        used.add(placeholder.name());
        return value;
    }

    /** @throws dev.weir.shapes.AwsException where some are used nowhere */
    void done() {
        unused("ExpressionAttributeNames", names.keySet());
        unused("ExpressionAttributeValues", values.keySet());
    }

    private void unused(String parameter, Set<String> given) {
        List<String> unused = given.stream().filter(key -> !used.contains(key)).toList();
        if (!unused.isEmpty()) {
            throw DynamoDbErrors.validation("Value provided in " + parameter + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }
}
