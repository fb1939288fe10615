package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.expressions.ExpressionParser;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's expressions and legacy parameters, which must not be mixed, and their placeholders. */
final class Parameters {
    private final List<String> expressions = new ArrayList<>();
    private final List<String> legacy = new ArrayList<>();
    private final List<String> withValues = new ArrayList<>();
    private boolean valuesAllowed;

    /** An expression that the request may carry. */
    Parameters expression(Kind kind, @Nullable String text) {
        if (text != null) {
            expressions.add(kind.parameter());
            valuesAllowed |= kind != Kind.PROJECTION;
        }
        if (kind != Kind.PROJECTION) {
            withValues.add(kind.parameter());
        }
        return this;
    }

    /** A parameter from before expressions. */
    Parameters legacy(String name, @Nullable Object value) {
        if (value != null) {
            legacy.add(name);
        }
        return this;
    }

    /**
     * Checks only that the parameters go together, which AWS does before it looks at any of them.
     *
     * @throws dev.weir.shapes.AwsException where they do not
     */
    Parameters exclusive(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        if (!expressions.isEmpty() && !legacy.isEmpty()) {
            throw DynamoDbErrors.validation(
                    "Can not use both expression and non-expression parameters in the same request: "
                            + "Non-expression parameters: {" + String.join(", ", legacy)
                            + "} Expression parameters: {" + String.join(", ", expressions) + "}");
        }
        if (names != null && expressions.isEmpty()) {
            throw DynamoDbErrors.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (values != null && !valuesAllowed) {
            throw DynamoDbErrors.validation("ExpressionAttributeValues can only be specified when using expressions: "
                    + String.join(" and ", withValues) + (withValues.size() > 1 ? " are null" : " is null"));
        }
        return this;
    }

    /** @throws dev.weir.shapes.AwsException where the parameters do not go together, or a placeholder is none */
    Expressions check(
            ExpressionParser parser,
            @Nullable Map<String, String> names,
            @Nullable Map<String, AttributeValue> values) {
        exclusive(names, values);
        if (names != null) {
            if (names.isEmpty()) {
                throw DynamoDbErrors.validation("ExpressionAttributeNames must not be empty");
            }
            Expressions.checkNames(names);
        }
        return new Expressions(parser, names == null ? Map.of() : names, Attributes.placeholders(values));
    }
}
