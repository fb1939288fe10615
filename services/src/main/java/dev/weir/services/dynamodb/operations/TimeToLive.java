package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.DescribeTimeToLiveInput;
import dev.weir.api.dynamodb.DescribeTimeToLiveOutput;
import dev.weir.api.dynamodb.TimeToLiveDescription;
import dev.weir.api.dynamodb.TimeToLiveSpecification;
import dev.weir.api.dynamodb.UpdateTimeToLiveInput;
import dev.weir.api.dynamodb.UpdateTimeToLiveOutput;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.Call;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "UpdateTimeToLive" and "DescribeTimeToLive". */
public final class TimeToLive {
    private final DynamoDbState state;

    public TimeToLive(DynamoDbState state) {
        this.state = state;
    }

    public DescribeTimeToLiveOutput describe(Call call, DescribeTimeToLiveInput input) {
        String name = Objects.requireNonNull(input.tableName());
        Table table = state.tables().get(call.scope(), name);
        if (table == null) {
            throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
        }
        String attribute = table.ttlAttribute();
        return DescribeTimeToLiveOutput.builder()
                .timeToLiveDescription(TimeToLiveDescription.builder()
                        .timeToLiveStatus(attribute == null ? "DISABLED" : "ENABLED")
                        .attributeName(attribute)
                        .build())
                .build();
    }

    public UpdateTimeToLiveOutput update(Call call, UpdateTimeToLiveInput input) {
        TimeToLiveSpecification wanted = Objects.requireNonNull(input.timeToLiveSpecification());
        String name = Objects.requireNonNull(input.tableName());
        state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
            }
            return changed(tx, table, Boolean.TRUE.equals(wanted.enabled()), wanted.attributeName());
        });
        return UpdateTimeToLiveOutput.builder().timeToLiveSpecification(wanted).build();
    }

    private Table changed(WriteTx tx, Table table, boolean enable, @Nullable String attribute) {
        String present = table.ttlAttribute();
        if (enable && present != null) {
            throw DynamoDbErrors.validation(
                    present.equals(attribute)
                            ? "TimeToLive is already enabled"
                            : "TimeToLive is active on a different AttributeName: current AttributeName is " + present);
        }
        if (!enable && present == null) {
            throw DynamoDbErrors.validation("TimeToLive is already disabled");
        }
        if (!enable && !Objects.equals(present, attribute)) {
            throw DynamoDbErrors.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + present);
        }
        if (enable) {
            state.backfill().startExpiry(tx, table);
            return table.change().ttlAttribute(attribute).done();
        }
        state.expiry().clear(tx, table);
        return table.change().ttlAttribute(null).done();
    }
}
