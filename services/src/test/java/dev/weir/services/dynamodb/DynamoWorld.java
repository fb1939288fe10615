package dev.weir.services.dynamodb;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.GetItemInput;
import dev.weir.api.dynamodb.KeySchemaElement;
import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.Outbox;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DynamoDB on a kernel whose time stands still until a test moves it. */
final class DynamoWorld implements AutoCloseable {
    private final Store store = Stores.memory();
    final RunningKernel running;
    final Kernel kernel;
    final Deliveries deliveries;
    final DynamoDbService service;
    final DynamoDbApiOperations dynamo;
    final Call call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);

    /** No other service is there. */
    private static final class Alone implements Fabric {
        @Override
        public <T> Optional<T> at(Arn arn, Class<T> capability) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> of(String service, Class<T> capability) {
            return Optional.empty();
        }
    }

    DynamoWorld() {
        this(7);
    }

    DynamoWorld(long seed) {
        running = Kernels.simulated(store, seed);
        kernel = running.kernel();
        Alone alone = new Alone();
        deliveries = new Outbox(kernel, alone);
        service = new DynamoDbService(kernel, alone, deliveries, true);
        dynamo = service.operations();
        service.resume();
    }

    /** A table {@code pk} S and, where {@code sort} is given, {@code sk} of that type; others may add to it. */
    static CreateTableInput.Builder table(String name, @Nullable String sort) {
        return CreateTableInput.builder()
                .tableName(name)
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(
                        sort == null ? List.of(defined("pk", "S")) : List.of(defined("pk", "S"), defined("sk", sort)))
                .keySchema(sort == null ? keys("pk") : keys("pk", "sk"));
    }

    static AttributeDefinition defined(String name, String type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    static List<KeySchemaElement> keys(String partition) {
        return List.of(KeySchemaElement.builder()
                .attributeName(partition)
                .keyType("HASH")
                .build());
    }

    static List<KeySchemaElement> keys(String partition, String sort) {
        return List.of(
                keys(partition).getFirst(),
                KeySchemaElement.builder().attributeName(sort).keyType("RANGE").build());
    }

    static AttributeValue s(String text) {
        return AttributeValue.builder().s(text).build();
    }

    static AttributeValue n(long number) {
        return AttributeValue.builder().n(Long.toString(number)).build();
    }

    /** Name, value, name, value … with strings and longs as they are. */
    static Map<String, AttributeValue> item(Object... parts) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            Object value = parts[i + 1];
            item.put(
                    (String) parts[i],
                    switch (value) {
                        case String text -> s(text);
                        case Integer number -> n(number);
                        case AttributeValue attribute -> attribute;
                        default -> throw new IllegalArgumentException(value.toString());
                    });
        }
        return item;
    }

    void put(String table, Object... parts) {
        dynamo.putItem(
                call, PutItemInput.builder().tableName(table).item(item(parts)).build());
    }

    @Nullable
    Map<String, AttributeValue> get(String table, Object... key) {
        return dynamo.getItem(
                        call,
                        GetItemInput.builder().tableName(table).key(item(key)).build())
                .item();
    }

    @Override
    public void close() {
        running.close();
        store.close();
    }
}
