package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodbstreams.AttributeValue;
import dev.weir.services.dynamodb.domain.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The domain's values in the streams API's types, which are not those of the other API. */
final class StreamAttributes {
    private StreamAttributes() {}

    static Map<String, AttributeValue> attributes(Map<String, Value> values) {
        Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static AttributeValue attribute(Value value) {
        AttributeValue.Builder attribute = AttributeValue.builder();
        switch (value) {
            case Value.S s -> attribute.s(s.text());
            case Value.N n -> attribute.n(n.text());
            case Value.B b -> attribute.b(b.bytes());
            case Value.Bool bool -> attribute.bool(bool.value());
            case Value.Null none -> attribute.null_(true);
            case Value.M map -> attribute.m(attributes(map.entries()));
            case Value.L list ->
                attribute.l(list.elements().stream()
                        .map(StreamAttributes::attribute)
                        .toList());
            case Value.Set set -> members(attribute, set);
        }
        return attribute.build();
    }

    private static void members(AttributeValue.Builder attribute, Value.Set set) {
        List<String> texts = new ArrayList<>();
        List<byte[]> blobs = new ArrayList<>();
        for (Value member : set.members()) {
            switch (member) {
                case Value.S s -> texts.add(s.text());
                case Value.N n -> texts.add(n.text());
                case Value.B b -> blobs.add(b.bytes());
                default -> throw new IllegalStateException("no set has a " + member.type());
            }
        }
        switch (set.type()) {
            case "SS" -> attribute.ss(texts);
            case "NS" -> attribute.ns(texts);
            default -> attribute.bs(blobs);
        }
    }
}
