package dev.weir.services.dynamodb;

import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.UpdateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.fabric.Scalable;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.OptionalDouble;

/** Provisioned capacity as Application Auto Scaling changes it. */
record TableScaling(DynamoDbState state, DynamoDbApiOperations operations) implements Scalable {
    /** @param index the index that is meant, or empty */
    private record Place(Table table, String index, boolean write) {
        Index.Throughput throughput() {
            if (index.isEmpty()) {
                return table.throughput();
            }
            Index found = table.index(index);
            if (found == null) {
                throw DynamoDbErrors.validation("DynamoDB index does not exist: " + index);
            }
            return found.throughput();
        }
    }

    private Place place(Scope scope, String resource, String dimension) {
        String[] parts = resource.split("/", 4);
        boolean index = parts.length == 4 && parts[2].equals("index");
        boolean fits = parts[0].equals("table")
                && (index || parts.length == 2)
                && dimension.startsWith(index ? "dynamodb:index:" : "dynamodb:table:");
        if (!fits) {
            throw DynamoDbErrors.validation("Unsupported service namespace, resource type or scalable dimension: "
                    + resource + ", " + dimension);
        }
        Table table = state.tables().get(scope, parts[1]);
        if (table == null) {
            throw DynamoDbErrors.validation("DynamoDB table does not exist: " + resource);
        }
        return new Place(table, index ? parts[3] : "", dimension.endsWith("WriteCapacityUnits"));
    }

    @Override
    public long capacity(Scope scope, String resource, String dimension) {
        Place place = place(scope, resource, dimension);
        Index.Throughput throughput = place.throughput();
        return place.write() ? throughput.write() : throughput.read();
    }

    @Override
    public OptionalDouble used(Scope scope, String resource, String dimension, long minute) {
        Place place = place(scope, resource, dimension);
        Index index = place.index().isEmpty() ? null : place.table().index(place.index());
        return state.throttle().used(place.table(), index, place.write(), minute);
    }

    @Override
    public void scale(Scope scope, String resource, String dimension, long capacity) {
        Place place = place(scope, resource, dimension);
        Index.Throughput present = place.throughput();
        ProvisionedThroughput wanted = ProvisionedThroughput.builder()
                .readCapacityUnits(place.write() ? present.read() : capacity)
                .writeCapacityUnits(place.write() ? capacity : present.write())
                .build();
        UpdateTableInput.Builder update =
                UpdateTableInput.builder().tableName(place.table().name());
        if (place.index().isEmpty()) {
            update.provisionedThroughput(wanted);
        } else {
            update.globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                    .update(UpdateGlobalSecondaryIndexAction.builder()
                            .indexName(place.index())
                            .provisionedThroughput(wanted)
                            .build())
                    .build()));
        }
        operations.updateTable(
                Call.internal(scope, state.kernel().ids().uuid(), "localhost", Cause.NONE), update.build());
    }
}
