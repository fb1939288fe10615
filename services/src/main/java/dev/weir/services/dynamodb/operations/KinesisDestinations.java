package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.DescribeKinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.DescribeKinesisStreamingDestinationOutput;
import dev.weir.api.dynamodb.EnableKinesisStreamingConfiguration;
import dev.weir.api.dynamodb.KinesisDataStreamDestination;
import dev.weir.api.dynamodb.KinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.KinesisStreamingDestinationOutput;
import dev.weir.api.dynamodb.UpdateKinesisStreamingConfiguration;
import dev.weir.api.dynamodb.UpdateKinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.UpdateKinesisStreamingDestinationOutput;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Kinesis streams that a table's changes go to. Source: API Reference, "EnableKinesisStreamingDestination" and others. */
public final class KinesisDestinations {
    private static final String STATE = "Table is not in a valid state to enable Kinesis Streaming Destination: ";
    private static final String MILLISECOND = "MILLISECOND";

    private final DynamoDbState state;
    private final Fabric fabric;

    public KinesisDestinations(DynamoDbState state, Fabric fabric) {
        this.state = state;
        this.fabric = fabric;
    }

    public KinesisStreamingDestinationOutput enable(Call call, KinesisStreamingDestinationInput input) {
        String arn = Objects.requireNonNull(input.streamArn());
        EnableKinesisStreamingConfiguration wanted = input.enableKinesisStreamingConfiguration();
        String precision = wanted == null ? null : wanted.approximateCreationDateTimePrecision();
        Table changed = change(call, input.tableName(), "dynamodb.EnableKinesisStreamingDestination", table -> {
            TableRules.checkSettled(table);
            if (table.destinations().stream().anyMatch(each -> !each.status().equals("DISABLED"))) {
                throw DynamoDbErrors.validation(STATE
                        + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE"
                        + " operation.");
            }
            checkStream(arn);
            return with(table, new Table.Destination(arn, "ENABLING", precision));
        });
        return output(changed, arn, wanted);
    }

    private void checkStream(String arn) {
        boolean there = Arn.isArn(arn)
                && Arn.parse(arn).service().equals("kinesis")
                && fabric.at(Arn.parse(arn), EventTarget.class)
                        .filter(target -> target.exists(Arn.parse(arn)))
                        .isPresent();
        if (!there) {
            throw DynamoDbErrors.validation("User does not have a permission to use kinesis stream");
        }
    }

    public KinesisStreamingDestinationOutput disable(Call call, KinesisStreamingDestinationInput input) {
        String arn = Objects.requireNonNull(input.streamArn());
        if (input.enableKinesisStreamingConfiguration() != null) {
            throw DynamoDbErrors.validation(
                    "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters");
        }
        Table changed = change(call, input.tableName(), "dynamodb.DisableKinesisStreamingDestination", table -> {
            Table.Destination present = destination(table, arn);
            if (present == null || !present.status().equals("ACTIVE")) {
                throw DynamoDbErrors.validation(
                        STATE + "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
            }
            return with(table, new Table.Destination(arn, "DISABLING", null));
        });
        return output(changed, arn, null);
    }

    public UpdateKinesisStreamingDestinationOutput update(Call call, UpdateKinesisStreamingDestinationInput input) {
        String arn = Objects.requireNonNull(input.streamArn());
        UpdateKinesisStreamingConfiguration wanted = input.updateKinesisStreamingConfiguration();
        String precision = wanted == null ? null : wanted.approximateCreationDateTimePrecision();
        if (precision == null) {
            throw DynamoDbErrors.validation("Streaming destination cannot be updated with given parameters:"
                    + " UpdateKinesisStreamingConfiguration cannot be null or contain only null values");
        }
        Table changed = change(call, input.tableName(), "dynamodb.UpdateKinesisStreamingDestination", table -> {
            Table.Destination present = destination(table, arn);
            if (present == null) {
                throw DynamoDbErrors.validation(STATE + "No streaming destination with streamArn: " + arn
                        + " found for table with tableName: " + table.name());
            }
            if (!present.status().equals("ACTIVE")) {
                throw DynamoDbErrors.validation(
                        STATE + "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state."
                                + " TableName: " + table.name() + ", kdsArn: " + arn);
            }
            if (precision.equals(present.precision() == null ? MILLISECOND : present.precision())) {
                throw DynamoDbErrors.validation("Invalid Request: Precision is already set to the desired value of "
                        + precision + " for tableId: " + table.id() + ", kdsArn: " + arn);
            }
            return with(table, new Table.Destination(arn, "UPDATING", precision));
        });
        return UpdateKinesisStreamingDestinationOutput.builder()
                .tableName(changed.name())
                .streamArn(arn)
                .destinationStatus("UPDATING")
                .updateKinesisStreamingConfiguration(wanted)
                .build();
    }

    public DescribeKinesisStreamingDestinationOutput describe(
            Call call, DescribeKinesisStreamingDestinationInput input) {
        String name = Objects.requireNonNull(input.tableName());
        Table table = state.life().settled(call.scope(), name);
        if (table == null) {
            throw notFound(call.scope(), name);
        }
        return DescribeKinesisStreamingDestinationOutput.builder()
                .tableName(table.name())
                .kinesisDataStreamDestinations(table.destinations().stream()
                        .map(each -> KinesisDataStreamDestination.builder()
                                .streamArn(each.arn())
                                .destinationStatus(each.status())
                                .approximateCreationDateTimePrecision(each.precision())
                                .build())
                        .toList())
                .build();
    }

    private static Table.@Nullable Destination destination(Table table, String arn) {
        return table.destinations().stream()
                .filter(each -> each.arn().equals(arn))
                .findFirst()
                .orElse(null);
    }

    private static Table with(Table table, Table.Destination changed) {
        List<Table.Destination> all = new ArrayList<>(table.destinations());
        all.removeIf(each -> each.arn().equals(changed.arn()));
        all.add(changed);
        return table.change().destinations(List.copyOf(all)).done();
    }

    private Table change(Call call, @Nullable String tableName, String kind, UnaryOperator<Table> change) {
        String name = Objects.requireNonNull(tableName);
        Table changed = state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw notFound(call.scope(), name);
            }
            Table now = change.apply(table);
            state.life().began(tx, now);
            return now;
        });
        state.kernel()
                .journal()
                .record(call.cause(), call.scope(), kind, "", changed.arn().toString(), "", Outcome.ACCEPTED, "");
        return changed;
    }

    private static AwsException notFound(Scope scope, String name) {
        return DynamoDbErrors.tableNotFound(Tables.tableName(scope, name));
    }

    private static KinesisStreamingDestinationOutput output(
            Table table, String arn, @Nullable EnableKinesisStreamingConfiguration configuration) {
        return KinesisStreamingDestinationOutput.builder()
                .tableName(table.name())
                .streamArn(arn)
                .destinationStatus(
                        Objects.requireNonNull(destination(table, arn)).status())
                .enableKinesisStreamingConfiguration(configuration)
                .build();
    }
}
