package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a key condition expression as tests of attributes. Source: Developer Guide, "Key condition expressions". */
final class KeyConditionReader {
    private final Map<String, KeyTest> tests = new LinkedHashMap<>();

    Map<String, KeyTest> read(Condition condition) {
        visit(condition);
        return tests;
    }

    private void visit(Condition condition) {
        switch (condition) {
            case Condition.And and -> and.parts().forEach(this::visit);
            case Condition.Or or -> throw operator("OR");
            case Condition.Not not -> throw operator("NOT");
            case Condition.In in -> throw operator("IN");
            case Condition.Exists exists ->
                throw operator(exists.wanted() ? "attribute_exists" : "attribute_not_exists");
            case Condition.HasType type -> throw operator("attribute_type");
            case Condition.Contains contains -> throw operator("contains");
            case Condition.Compare compare -> compare(compare);
            case Condition.Between between -> {
                if (between.value() instanceof Operand.Constant) {
                    throw misplaced("BETWEEN");
                }
                noNesting(between.value(), between.low(), between.high());
                String name = onlyName(between.value(), between.low(), between.high());
                add(name, new KeyTest.Between(constant(between.low()), constant(between.high())));
            }
            case Condition.BeginsWith begins -> {
                noNesting(begins.value(), begins.prefix());
                if (!(begins.value() instanceof Operand.Attribute)) {
                    throw misplaced("begins_with");
                }
                String name = onlyName(begins.value(), begins.prefix());
                add(name, new KeyTest.BeginsWith(constant(begins.prefix())));
            }
        }
    }

    private void compare(Condition.Compare compare) {
        if (compare.comparator() == Condition.Comparator.NE) {
            throw operator("<>");
        }
        noNesting(compare.left(), compare.right());
        String name = onlyName(compare.left(), compare.right());
        if (compare.left() instanceof Operand.Attribute) {
            add(name, new KeyTest.Compare(compare.comparator(), constant(compare.right())));
        } else {
            add(name, new KeyTest.Compare(compare.comparator().turned(), constant(compare.left())));
        }
    }

    private void add(String name, KeyTest test) {
        if (tests.put(name, test) != null) {
            throw DynamoDbErrors.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static void noNesting(Operand... operands) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Size) {
                throw DynamoDbErrors.validation("KeyConditionExpressions cannot contain nested operations");
            }
        }
    }

    private static String onlyName(Operand... operands) {
        String name = null;
        for (Operand operand : List.of(operands)) {
            if (operand instanceof Operand.Attribute && name != null) {
                throw DynamoDbErrors.validation("Invalid condition in KeyConditionExpression: "
                        + "Multiple attribute names used in one condition");
            }
            String here = name(operand);
            name = here == null ? name : here;
        }
        if (name == null) {
            throw DynamoDbErrors.validation("Invalid condition in KeyConditionExpression: No key attribute specified");
        }
        return name;
    }

    private static @Nullable String name(Operand operand) {
        if (!(operand instanceof Operand.Attribute attribute)) {
            return null;
        }
        if (!attribute.path().steps().isEmpty()) {
            throw DynamoDbErrors.validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        return attribute.path().root();
    }

    private static Value constant(Operand operand) {
        if (operand instanceof Operand.Constant constant) {
            return constant.value();
        }
        throw new IllegalStateException("a second attribute was let through");
    }

    private static dev.weir.shapes.AwsException operator(String name) {
        return DynamoDbErrors.validation("Invalid operator used in KeyConditionExpression: " + name);
    }

    private static dev.weir.shapes.AwsException misplaced(String name) {
        return DynamoDbErrors.validation("Invalid condition in KeyConditionExpression: " + name
                + " operator must have the key attribute as its first operand");
    }
}
