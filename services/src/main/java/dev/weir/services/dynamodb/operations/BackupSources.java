package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.GlobalSecondaryIndexInfo;
import dev.weir.api.dynamodb.LocalSecondaryIndexInfo;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.SourceTableDetails;
import dev.weir.api.dynamodb.SourceTableFeatureDetails;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.TimeToLiveDescription;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.BackupInfo;
import java.util.List;

/** What a backup tells of the table it was made of. */
final class BackupSources {
    private BackupSources() {}

    static SourceTableDetails table(BackupInfo backup) {
        Table table = backup.table();
        return SourceTableDetails.builder()
                .tableName(table.name())
                .tableId(table.id())
                .tableArn(table.arn().toString())
                .tableSizeBytes(backup.bytes())
                .keySchema(TableDescriptions.keys(table.keys()))
                .tableCreationDateTime(table.created())
                .provisionedThroughput(throughput(table.throughput()))
                .itemCount(backup.items())
                .billingMode(table.billing())
                .build();
    }

    private static ProvisionedThroughput throughput(Index.Throughput throughput) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(throughput.read())
                .writeCapacityUnits(throughput.write())
                .build();
    }

    static SourceTableFeatureDetails features(BackupInfo backup) {
        Table table = backup.table();
        List<LocalSecondaryIndexInfo> local = table.indexes().stream()
                .filter(index -> !index.global())
                .map(index -> LocalSecondaryIndexInfo.builder()
                        .indexName(index.name())
                        .keySchema(TableDescriptions.keys(index.keys()))
                        .projection(TableDescriptions.projection(index))
                        .build())
                .toList();
        List<GlobalSecondaryIndexInfo> global = table.indexes().stream()
                .filter(Index::global)
                .map(index -> GlobalSecondaryIndexInfo.builder()
                        .indexName(index.name())
                        .keySchema(TableDescriptions.keys(index.keys()))
                        .projection(TableDescriptions.projection(index))
                        .provisionedThroughput(throughput(index.throughput()))
                        .build())
                .toList();
        return SourceTableFeatureDetails.builder()
                .localSecondaryIndexes(local.isEmpty() ? null : local)
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .streamDescription(
                        table.stream() == null
                                ? null
                                : StreamSpecification.builder()
                                        .streamEnabled(true)
                                        .streamViewType(table.stream().view())
                                        .build())
                .timeToLiveDescription(TimeToLiveDescription.builder()
                        .timeToLiveStatus(table.ttlAttribute() == null ? "DISABLED" : "ENABLED")
                        .attributeName(table.ttlAttribute())
                        .build())
                .build();
    }
}
