package dev.weir.services.dynamodb.resources;

import dev.weir.api.dynamodb.EnableKinesisStreamingConfiguration;
import dev.weir.api.dynamodb.KinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.UpdateKinesisStreamingConfiguration;
import dev.weir.api.dynamodb.UpdateKinesisStreamingDestinationInput;
import dev.weir.services.dynamodb.DynamoDbApiOperations;
import dev.weir.shapes.Call;
import org.jspecify.annotations.Nullable;

/** A table's KinesisStreamSpecification, made so. Source: CloudFormation Template Reference, AWS::DynamoDB::Table. */
record KinesisSpecification(DynamoDbApiOperations dynamo) {
    void change(
            Call call, String table, TableProperties.@Nullable Kinesis was, TableProperties.@Nullable Kinesis wanted) {
        if (was != null && wanted != null && was.arn().equals(wanted.arn())) {
            String before = was.precision() == null ? "MILLISECOND" : was.precision();
            String after = wanted.precision() == null ? "MILLISECOND" : wanted.precision();
            if (!before.equals(after)) {
                dynamo.updateKinesisStreamingDestination(
                        call,
                        UpdateKinesisStreamingDestinationInput.builder()
                                .tableName(table)
                                .streamArn(wanted.arn())
                                .updateKinesisStreamingConfiguration(UpdateKinesisStreamingConfiguration.builder()
                                        .approximateCreationDateTimePrecision(after)
                                        .build())
                                .build());
            }
        } else {
            if (was != null) {
                dynamo.disableKinesisStreamingDestination(
                        call, input(table, was.arn()).build());
                dynamo.settle(call, table);
            }
            if (wanted != null) {
                KinesisStreamingDestinationInput.Builder input = input(table, wanted.arn());
                if (wanted.precision() != null) {
                    input.enableKinesisStreamingConfiguration(EnableKinesisStreamingConfiguration.builder()
                            .approximateCreationDateTimePrecision(wanted.precision())
                            .build());
                }
                dynamo.enableKinesisStreamingDestination(call, input.build());
            }
        }
        dynamo.settle(call, table);
    }

    private static KinesisStreamingDestinationInput.Builder input(String table, String arn) {
        return KinesisStreamingDestinationInput.builder().tableName(table).streamArn(arn);
    }
}
