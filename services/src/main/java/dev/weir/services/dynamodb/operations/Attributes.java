package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Numbers;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between the API's attribute values and the domain's. */
public final class Attributes {
    private static final int MAX_DEPTH = 32;

    private Attributes() {}

    /** @throws AwsException a ValidationException where a value is not one */
    public static Map<String, Value> values(@Nullable Map<String, AttributeValue> attributes) {
        return attributes == null ? Map.of() : values(attributes, 1);
    }

    private static Map<String, Value> values(Map<String, AttributeValue> attributes, int level) {
        Map<String, Value> values = LinkedHashMap.newLinkedHashMap(attributes.size());
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            values.put(attribute.getKey(), value(attribute.getValue(), level));
        }
        return values;
    }

    public static Value value(AttributeValue attribute) {
        return value(attribute, 1);
    }

    private static Value value(AttributeValue attribute, int level) {
        if (level > MAX_DEPTH + 1) {
            throw DynamoDbErrors.validation("Nesting Levels have exceeded supported limits: "
                    + "Attributes in the item have nested levels beyond supported limit");
        }
        Value value = null;
        int types = 0;
        if (attribute.s() != null) {
            value = new Value.S(attribute.s());
            types++;
        }
        if (attribute.n() != null) {
            value = new Value.N(Numbers.canonical(attribute.n()));
            types++;
        }
        if (attribute.b() != null) {
            value = new Value.B(attribute.b());
            types++;
        }
        if (attribute.bool() != null) {
            value = Value.bool(attribute.bool());
            types++;
        }
        if (attribute.null_() != null) {
            if (!attribute.null_()) {
                throw DynamoDbErrors.invalid("Null attribute value types must have the value of true");
            }
            value = Value.NULL;
            types++;
        }
        if (attribute.m() != null) {
            value = new Value.M(values(attribute.m(), level + 1));
            types++;
        }
        if (attribute.l() != null) {
            List<Value> elements = new ArrayList<>(attribute.l().size());
            for (AttributeValue element : attribute.l()) {
                elements.add(value(element, level + 1));
            }
            value = new Value.L(elements);
            types++;
        }
        if (attribute.ss() != null) {
            value = strings(attribute.ss());
            types++;
        }
        if (attribute.ns() != null) {
            value = numbers(attribute.ns());
            types++;
        }
        if (attribute.bs() != null) {
            value = binaries(attribute.bs());
            types++;
        }
        if (value == null) {
            throw DynamoDbErrors.validation(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        if (types > 1) {
            throw DynamoDbErrors.validation("Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes");
        }
        return value;
    }

    private static Value strings(List<String> members) {
        if (members.isEmpty()) {
            throw DynamoDbErrors.invalid("An string set  may not be empty");
        }
        if (members.contains("")) {
            throw DynamoDbErrors.invalid("An string set may not have a empty string as a member");
        }
        List<Value> values = members.stream().<Value>map(Value.S::new).toList();
        if (repeats(values)) {
            throw DynamoDbErrors.invalid("Input collection " + members + " contains duplicates.");
        }
        return Values.set("SS", values);
    }

    private static Value numbers(List<String> members) {
        if (members.isEmpty()) {
            throw DynamoDbErrors.invalid("An number set  may not be empty");
        }
        List<Value> values = members.stream()
                .<Value>map(member -> new Value.N(Numbers.canonical(member)))
                .toList();
        if (repeats(values)) {
            throw DynamoDbErrors.validation("Input collection contains duplicates");
        }
        return Values.set("NS", values);
    }

    private static Value binaries(List<byte[]> members) {
        if (members.isEmpty()) {
            throw DynamoDbErrors.invalid("Binary sets should not be empty");
        }
        List<Value> values = new ArrayList<>();
        for (byte[] member : members) {
            if (member.length == 0) {
                throw DynamoDbErrors.invalid("Binary sets may not contain null or empty values");
            }
            values.add(new Value.B(member));
        }
        if (repeats(values)) {
            String all = members.stream()
                    .map(member -> Base64.getEncoder().encodeToString(member))
                    .collect(Collectors.joining(", ", "[", "]"));
            throw DynamoDbErrors.invalid("Input collection " + all + "of type BS contains duplicates.");
        }
        return Values.set("BS", values);
    }

    private static boolean repeats(List<Value> values) {
        return new HashSet<>(values).size() < values.size();
    }

    /** ExpressionAttributeValues; an error names the placeholder. */
    public static Map<String, Value> placeholders(@Nullable Map<String, AttributeValue> attributes) {
        if (attributes == null) {
            return Map.of();
        }
        if (attributes.isEmpty()) {
            throw DynamoDbErrors.validation("ExpressionAttributeValues must not be empty");
        }
        Expressions.checkValues(attributes.keySet());
        Map<String, Value> values = LinkedHashMap.newLinkedHashMap(attributes.size());
        attributes.forEach((name, attribute) -> {
            try {
                values.put(name, value(attribute));
            } catch (AwsException e) {
                throw DynamoDbErrors.validation(
                        "ExpressionAttributeValues contains invalid value: " + e.getMessage() + " for key " + name);
            }
        });
        return values;
    }

    /** The API's form of an item. */
    public static Map<String, AttributeValue> attributes(Map<String, Value> values) {
        Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(values.size());
        for (Map.Entry<String, Value> value : values.entrySet()) {
            attributes.put(value.getKey(), attribute(value.getValue()));
        }
        return attributes;
    }

    public static AttributeValue attribute(Value value) {
        return switch (value) {
            case Value.S s -> attribute(s.text(), null, null, null, null);
            case Value.N n -> attribute(null, n.text(), null, null, null);
            case Value.B b -> AttributeValue.builder().b(b.bytes()).build();
            case Value.Bool bool -> attribute(null, null, bool.value(), null, null);
            case Value.Null none -> AttributeValue.builder().null_(true).build();
            case Value.M map -> attribute(null, null, null, attributes(map.entries()), null);
            case Value.L list ->
                attribute(
                        null,
                        null,
                        null,
                        null,
                        list.elements().stream().map(Attributes::attribute).toList());
            case Value.Set set -> set(set);
        };
    }

    private static AttributeValue attribute(
            @Nullable String s,
            @Nullable String n,
            @Nullable Boolean bool,
            @Nullable Map<String, AttributeValue> m,
            @Nullable List<AttributeValue> l) {
        return new AttributeValue(s, n, null, null, null, null, m, l, null, bool);
    }

    private static AttributeValue set(Value.Set set) {
        AttributeValue.Builder attribute = AttributeValue.builder();
        return switch (set.type()) {
            case "SS" ->
                attribute.ss(members(set, each -> ((Value.S) each).text())).build();
            case "NS" ->
                attribute.ns(members(set, each -> ((Value.N) each).text())).build();
            default ->
                attribute.bs(members(set, each -> ((Value.B) each).bytes())).build();
        };
    }

    private static <T> List<T> members(Value.Set set, Function<Value, T> member) {
        return set.members().stream().map(member).toList();
    }
}
