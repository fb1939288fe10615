package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.AttributeValueUpdate;
import dev.weir.api.dynamodb.ExpectedAttributeValue;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Condition.Comparator;
import dev.weir.services.dynamodb.expressions.KeyTest;
import dev.weir.services.dynamodb.expressions.Operand;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters from before expressions. Source: Developer Guide, "Legacy conditional parameters". */
final class Legacy {
    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("EQ", Set.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL")),
            Map.entry("NE", Set.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL")),
            Map.entry("LE", Set.of("S", "N", "B")),
            Map.entry("LT", Set.of("S", "N", "B")),
            Map.entry("GE", Set.of("S", "N", "B")),
            Map.entry("GT", Set.of("S", "N", "B")),
            Map.entry("CONTAINS", Set.of("S", "N", "B", "BOOL", "NULL")),
            Map.entry("NOT_CONTAINS", Set.of("S", "N", "B", "BOOL", "NULL")),
            Map.entry("IN", Set.of("S", "N", "B")),
            Map.entry("BEGINS_WITH", Set.of("S", "B")),
            Map.entry("BETWEEN", Set.of("S", "N", "B")));

    private Legacy() {}

    /** Expected, with ConditionalOperator; null where there is none. */
    static @Nullable Condition expected(
            @Nullable Map<String, ExpectedAttributeValue> expected, @Nullable String operator) {
        if (expected == null || expected.isEmpty()) {
            return null;
        }
        List<Condition> parts = new ArrayList<>();
        expected.forEach((name, condition) -> parts.add(expected(name, condition)));
        return joined(parts, operator);
    }

    private static Condition expected(String name, ExpectedAttributeValue expected) {
        AttributeValue value = expected.value();
        if (expected.attributeValueList() != null && value != null) {
            throw DynamoDbErrors.invalid("Value and AttributeValueList cannot be used together for Attribute: " + name);
        }
        String operator = expected.comparisonOperator();
        if (operator != null) {
            if (expected.exists() != null) {
                throw DynamoDbErrors.invalid(
                        "Exists and ComparisonOperator cannot be used together for Attribute: " + name);
            }
            if (expected.attributeValueList() == null
                    && value == null
                    && !operator.equals("NULL")
                    && !operator.equals("NOT_NULL")) {
                throw DynamoDbErrors.invalid("Value or AttributeValueList must be used with ComparisonOperator: "
                        + operator + " for Attribute: " + name);
            }
            List<AttributeValue> list = expected.attributeValueList() != null
                    ? expected.attributeValueList()
                    : value == null ? List.of() : List.of(value);
            return condition(name, operator, values(operator, list));
        }
        if (expected.attributeValueList() != null) {
            throw DynamoDbErrors.invalid(
                    "AttributeValueList can only be used with a ComparisonOperator for Attribute: " + name);
        }
        boolean exists = expected.exists() == null || expected.exists();
        if (!exists) {
            if (value != null) {
                throw DynamoDbErrors.invalid("Value cannot be used when Exists is false for Attribute: " + name);
            }
            return new Condition.Exists(Path.of(name), false);
        }
        if (value == null) {
            throw DynamoDbErrors.invalid("Value must be provided when Exists is "
                    + (expected.exists() == null ? "null" : "true") + " for Attribute: " + name);
        }
        return compare(Comparator.EQ, name, Attributes.value(value));
    }

    /** QueryFilter or ScanFilter, with ConditionalOperator; null where there is none. */
    static @Nullable Condition filter(
            @Nullable Map<String, dev.weir.api.dynamodb.Condition> filter, @Nullable String operator) {
        if (filter == null || filter.isEmpty()) {
            return null;
        }
        List<Condition> parts = new ArrayList<>();
        filter.forEach((name, condition) -> {
            String comparison = String.valueOf(condition.comparisonOperator());
            parts.add(condition(name, comparison, values(comparison, list(condition))));
        });
        return joined(parts, operator);
    }

    private static List<AttributeValue> list(dev.weir.api.dynamodb.Condition condition) {
        return condition.attributeValueList() == null ? List.of() : condition.attributeValueList();
    }

    private static Condition joined(List<Condition> parts, @Nullable String operator) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return "OR".equals(operator) ? new Condition.Or(parts) : new Condition.And(parts);
    }

    /** KeyConditions as tests of attributes. */
    static Map<String, KeyTest> keyTests(Map<String, dev.weir.api.dynamodb.Condition> conditions) {
        Map<String, KeyTest> tests = new LinkedHashMap<>();
        conditions.forEach((name, condition) -> {
            String operator = String.valueOf(condition.comparisonOperator());
            List<Value> values = values(operator, list(condition));
            tests.put(
                    name,
                    switch (operator) {
                        case "EQ" -> new KeyTest.Compare(Comparator.EQ, values.getFirst());
                        case "LT" -> new KeyTest.Compare(Comparator.LT, values.getFirst());
                        case "LE" -> new KeyTest.Compare(Comparator.LE, values.getFirst());
                        case "GT" -> new KeyTest.Compare(Comparator.GT, values.getFirst());
                        case "GE" -> new KeyTest.Compare(Comparator.GE, values.getFirst());
                        case "BEGINS_WITH" -> new KeyTest.BeginsWith(values.getFirst());
                        case "BETWEEN" -> new KeyTest.Between(values.getFirst(), values.get(1));
                        default -> new KeyTest.NotIndexable();
                    });
        });
        return tests;
    }

    private static List<Value> values(String operator, List<AttributeValue> list) {
        List<Value> values = list.stream().map(Attributes::value).toList();
        boolean fits =
                switch (operator) {
                    case "NULL", "NOT_NULL" -> values.isEmpty();
                    case "IN" -> !values.isEmpty();
                    case "BETWEEN" -> values.size() == 2;
                    default -> values.size() == 1;
                };
        if (!fits) {
            throw DynamoDbErrors.invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator");
        }
        for (Value value : values) {
            if (!value.type().equals(values.getFirst().type())) {
                throw DynamoDbErrors.invalid("AttributeValues inside AttributeValueList must be of same type");
            }
            Set<String> types = TYPES.get(operator);
            if (types != null && !types.contains(value.type())) {
                throw DynamoDbErrors.invalid("ComparisonOperator " + operator + " is not valid for " + value.type()
                        + " AttributeValue type");
            }
        }
        if (operator.equals("BETWEEN") && Values.compare(values.getFirst(), values.get(1)) > 0) {
            throw DynamoDbErrors.validation(
                    "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
        }
        return values;
    }

    private static Condition condition(String name, String operator, List<Value> values) {
        Operand attribute = new Operand.Attribute(Path.of(name));
        return switch (operator) {
            case "NULL" -> new Condition.Exists(Path.of(name), false);
            case "NOT_NULL" -> new Condition.Exists(Path.of(name), true);
            case "EQ" -> compare(Comparator.EQ, name, values.getFirst());
            case "NE" -> compare(Comparator.NE, name, values.getFirst());
            case "LT" -> compare(Comparator.LT, name, values.getFirst());
            case "LE" -> compare(Comparator.LE, name, values.getFirst());
            case "GT" -> compare(Comparator.GT, name, values.getFirst());
            case "GE" -> compare(Comparator.GE, name, values.getFirst());
            case "BEGINS_WITH" -> new Condition.BeginsWith(attribute, constant(values.getFirst()));
            case "CONTAINS" -> new Condition.Contains(attribute, constant(values.getFirst()));
            case "NOT_CONTAINS" -> new Condition.Not(new Condition.Contains(attribute, constant(values.getFirst())));
            case "BETWEEN" -> new Condition.Between(attribute, constant(values.getFirst()), constant(values.get(1)));
            case "IN" ->
                new Condition.In(
                        attribute, values.stream().map(Legacy::constant).toList());
            default -> throw DynamoDbErrors.invalid("Unknown ComparisonOperator: " + operator);
        };
    }

    private static Condition compare(Comparator comparator, String name, Value value) {
        return new Condition.Compare(comparator, new Operand.Attribute(Path.of(name)), constant(value));
    }

    private static Operand constant(Value value) {
        return new Operand.Constant(value);
    }

    /** AttributeUpdates as actions. */
    static List<UpdateAction> updates(Map<String, AttributeValueUpdate> updates) {
        List<UpdateAction> actions = new ArrayList<>();
        updates.forEach((name, update) -> actions.add(update(name, update)));
        return actions;
    }

    private static UpdateAction update(String name, AttributeValueUpdate update) {
        Path path = Path.of(name);
        String action = update.action() == null ? "PUT" : update.action();
        Value value = update.value() == null ? null : Attributes.value(update.value());
        if (value == null) {
            if (action.equals("DELETE")) {
                return new UpdateAction.Remove(path);
            }
            throw DynamoDbErrors.invalid("Only DELETE action is allowed when no attribute value is specified");
        }
        return switch (action) {
            case "ADD" -> added(path, value);
            case "DELETE" -> {
                if (value instanceof Value.Set set) {
                    yield new UpdateAction.Delete(path, set);
                }
                throw DynamoDbErrors.invalid("DELETE action with value is not supported for the type " + value.type());
            }
            default -> new UpdateAction.Set(path, new UpdateAction.Constant(value));
        };
    }

    private static UpdateAction added(Path path, Value value) {
        if (value instanceof Value.N || value instanceof Value.Set) {
            return new UpdateAction.Add(path, value);
        }
        if (value instanceof Value.L) {
            UpdateAction.Source present =
                    new UpdateAction.IfNotExists(path, new UpdateAction.Constant(new Value.L(List.of())));
            return new UpdateAction.Set(path, new UpdateAction.ListAppend(present, new UpdateAction.Constant(value)));
        }
        throw DynamoDbErrors.invalid("ADD action is not supported for the type " + value.type());
    }
}
