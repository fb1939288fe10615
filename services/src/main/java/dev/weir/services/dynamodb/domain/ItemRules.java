package dev.weir.services.dynamodb.domain;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.shapes.AwsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What keys and items must be for their table. Source: Developer Guide, "Constraints in Amazon DynamoDB". */
public final class ItemRules {
    private static final int MAX_PARTITION_KEY = 2048;
    private static final int MAX_SORT_KEY = 1024;

    private ItemRules() {}

    /** Checks a request's Key: exactly the key attributes, of their types. */
    public static void checkKey(Table table, Map<String, Value> key) {
        if (key.size() != table.keys().attributes().size()) {
            throw DynamoDbErrors.keySchemaMismatch();
        }
        for (KeySchema.Attribute attribute : table.keys().attributes()) {
            Value value = key.get(attribute.name());
            if (value == null || !value.type().equals(attribute.type())) {
                throw DynamoDbErrors.keySchemaMismatch();
            }
            checkKeyValue(table.keys(), attribute, value);
        }
    }

    /** Checks an item that is to be put: its key, the keys of indexes. */
    public static void checkItem(Table table, Map<String, Value> item) {
        for (KeySchema.Attribute attribute : table.keys().attributes()) {
            Value value = item.get(attribute.name());
            if (value == null) {
                throw DynamoDbErrors.invalid("Missing the key " + attribute.name() + " in the item");
            }
            if (!value.type().equals(attribute.type())) {
                throw DynamoDbErrors.invalid("Type mismatch for key " + attribute.name() + " expected: "
                        + attribute.type() + " actual: " + value.type());
            }
            checkKeyValue(table.keys(), attribute, value);
        }
        checkIndexKeys(table, item, false);
    }

    /** Checks that an item that is to be put is not too large, which AWS does before it looks for the table. */
    public static void checkSize(Map<String, Value> item) {
        if (Values.size(item) > Values.MAX_ITEM_SIZE) {
            throw DynamoDbErrors.itemTooLarge();
        }
    }

    /** Checks an item that an update has made. */
    public static void checkUpdated(Table table, Map<String, Value> item) {
        Values.checkDepth(item);
        checkIndexKeys(table, item, true);
        if (Values.size(item) > Values.MAX_ITEM_SIZE) {
            throw DynamoDbErrors.updatedItemTooLarge();
        }
    }

    private static void checkKeyValue(KeySchema keys, KeySchema.Attribute attribute, Value value) {
        int size = Values.size(value);
        if (size == 0) {
            throw DynamoDbErrors.validation("One or more parameter values are not valid. The AttributeValue for a key"
                    + " attribute cannot contain an empty " + (value instanceof Value.S ? "string" : "binary")
                    + " value. Key: " + attribute.name());
        }
        if (attribute.equals(keys.partition())) {
            if (size > MAX_PARTITION_KEY) {
                throw DynamoDbErrors.invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
            }
        } else if (size > MAX_SORT_KEY) {
            throw DynamoDbErrors.invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }

    private static void checkIndexKeys(Table table, Map<String, Value> item, boolean update) {
        for (Index index : table.indexesByName()) {
            for (KeySchema.Attribute attribute : index.keys().attributes()) {
                Value value = item.get(attribute.name());
                if (value == null || table.keys().has(attribute.name())) {
                    continue;
                }
                if (update && !value.type().equals(attribute.type())) {
                    throw DynamoDbErrors.validation(
                            "The update expression attempted to update the secondary index key to unsupported type");
                }
                if (!value.type().equals(attribute.type())) {
                    throw wrongType(index, attribute, value);
                }
                checkIndexKey(index, attribute, value);
            }
        }
    }

    /** Checks a constant that an update gives an attribute: errors name the first index, by its name, that it is a key of. */
    public static void checkIndexKeyUpdate(Table table, String name, Value value) {
        for (Index index : table.indexesByName()) {
            for (KeySchema.Attribute attribute : index.keys().attributes()) {
                if (!attribute.name().equals(name) || table.keys().has(name)) {
                    continue;
                }
                if (!value.type().equals(attribute.type())) {
                    throw wrongType(index, attribute, value);
                }
                if (Values.size(value) == 0) {
                    throw DynamoDbErrors.validation("One or more parameter values are not valid. The update expression"
                            + " attempted to update a secondary index key to a value that is not supported."
                            + " The AttributeValue for a key attribute cannot contain an empty "
                            + (value instanceof Value.S ? "string" : "binary") + " value.");
                }
            }
        }
    }

    private static AwsException wrongType(Index index, KeySchema.Attribute attribute, Value value) {
        return DynamoDbErrors.invalid("Type mismatch for Index Key " + attribute.name() + " Expected: "
                + attribute.type() + " Actual: " + value.type() + " IndexName: " + index.name());
    }

    /** @throws AwsException where a path goes into a key, of the table or of an index: keys have no parts */
    public static void checkScalar(Table table, String root) {
        String what = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
        if (table.keys().has(root)) {
            throw DynamoDbErrors.validation(what + "Key: " + root);
        }
        if (table.indexes().stream().anyMatch(index -> index.keys().has(root))) {
            throw DynamoDbErrors.validation(what + "IndexKey: " + root);
        }
    }

    private static void checkIndexKey(Index index, KeySchema.Attribute attribute, Value value) {
        int size = Values.size(value);
        if (size == 0) {
            throw indexKey(
                    index,
                    attribute,
                    "The AttributeValue for a key attribute cannot contain an empty "
                            + (value instanceof Value.S ? "string" : "binary") + " value.");
        }
        boolean partition = attribute.equals(index.keys().partition());
        if (size > (partition ? MAX_PARTITION_KEY : MAX_SORT_KEY)) {
            throw DynamoDbErrors.invalid(
                    partition
                            ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
                            : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }

    private static AwsException indexKey(Index index, KeySchema.Attribute attribute, String what) {
        return DynamoDbErrors.validation("One or more parameter values are not valid. A value specified for a secondary"
                + " index key is not supported. " + what + " IndexName: " + index.name() + ", IndexKey: "
                + attribute.name());
    }

    /** The key attributes of an item. */
    public static Map<String, Value> key(KeySchema keys, Map<String, Value> item) {
        Map<String, Value> key = LinkedHashMap.newLinkedHashMap(2);
        for (KeySchema.Attribute attribute : keys.attributes()) {
            Value value = item.get(attribute.name());
            if (value != null) {
                key.put(attribute.name(), value);
            }
        }
        return key;
    }

    /** A key as the journal names it: {@code pk=a, sk=5}. */
    public static String describe(Map<String, Value> key) {
        StringBuilder text = new StringBuilder();
        key.forEach((name, value) -> {
            text.append(text.isEmpty() ? "" : ", ").append(name).append('=');
            switch (value) {
                case Value.S s -> text.append(s.text());
                case Value.N n -> text.append(n.text());
                case Value.B b -> text.append(java.util.Base64.getEncoder().encodeToString(b.bytes()));
                default -> text.append(value.type());
            }
        });
        return text.toString();
    }
}
