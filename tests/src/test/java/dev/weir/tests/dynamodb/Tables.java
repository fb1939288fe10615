package dev.weir.tests.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tables that tests need. */
final class Tables {
    private Tables() {}

    /** On demand, with a partition key and, where a second name is given, a sort key, both strings. */
    static void create(DynamoDbClient dynamo, String table, String... keys) {
        create(dynamo, table, b -> b.billingMode(BillingMode.PAY_PER_REQUEST), keys);
    }

    static void create(DynamoDbClient dynamo, String table, Consumer<CreateTableRequest.Builder> more, String... keys) {
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (String key : keys) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(ScalarAttributeType.S)
                    .build());
        }
        dynamo.createTable(b -> {
            b.tableName(table).attributeDefinitions(attributes).keySchema(schema(keys));
            more.accept(b);
        });
    }

    static List<KeySchemaElement> schema(String... keys) {
        List<KeySchemaElement> schema = new ArrayList<>();
        for (String key : keys) {
            schema.add(KeySchemaElement.builder()
                    .attributeName(key)
                    .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        return schema;
    }
}
