package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.CsvOptions;
import dev.weir.api.dynamodb.DescribeExportInput;
import dev.weir.api.dynamodb.DescribeExportOutput;
import dev.weir.api.dynamodb.DescribeImportInput;
import dev.weir.api.dynamodb.DescribeImportOutput;
import dev.weir.api.dynamodb.ExportDescription;
import dev.weir.api.dynamodb.ExportNotFoundException;
import dev.weir.api.dynamodb.ExportSummary;
import dev.weir.api.dynamodb.ExportTableToPointInTimeInput;
import dev.weir.api.dynamodb.ExportTableToPointInTimeOutput;
import dev.weir.api.dynamodb.ImportNotFoundException;
import dev.weir.api.dynamodb.ImportSummary;
import dev.weir.api.dynamodb.ImportTableDescription;
import dev.weir.api.dynamodb.ImportTableInput;
import dev.weir.api.dynamodb.ImportTableOutput;
import dev.weir.api.dynamodb.InvalidExportTimeException;
import dev.weir.api.dynamodb.ListExportsInput;
import dev.weir.api.dynamodb.ListExportsOutput;
import dev.weir.api.dynamodb.ListImportsInput;
import dev.weir.api.dynamodb.ListImportsOutput;
import dev.weir.api.dynamodb.S3BucketSource;
import dev.weir.api.dynamodb.TableCreationParameters;
import dev.weir.api.dynamodb.TableNotFoundException;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Job;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.services.dynamodb.state.Transfer;
import dev.weir.services.dynamodb.state.Transfers;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exports to S3 and imports from it. Source: API Reference; Developer Guide, "DynamoDB data export to Amazon S3". */
public final class TransferOperations {
    private static final int MAX_LIST = 25;

    private final DynamoDbState state;
    private final Transfers transfers;

    public TransferOperations(DynamoDbState state) {
        this.state = state;
        this.transfers = new Transfers(state.kernel().store());
    }

    /** API Reference, "ExportTableToPointInTime". */
    public ExportTableToPointInTimeOutput export(Call call, ExportTableToPointInTimeInput input) {
        refuse("ExportFormat ION", "ION".equals(input.exportFormat()));
        refuse("ExportType INCREMENTAL_EXPORT", "INCREMENTAL_EXPORT".equals(input.exportType()));
        refuse("IncrementalExportSpecification", input.incrementalExportSpecification() != null);
        refuse("FilterSpecification", input.filterSpecification() != null);
        refuse("S3SseAlgorithm KMS", "KMS".equals(input.s3SseAlgorithm()));
        String name = Objects.requireNonNull(input.tableArn());
        Transfer transfer = state.kernel().store().write(tx -> {
            Table table = state.tables().get(tx, call.scope(), Tables.tableName(call.scope(), name));
            if (table == null) {
                throw new TableNotFoundException("Table not found: " + name);
            }
            TableRules.checkMade(table);
            Instant now = state.kernel().clock().now();
            Instant time = time(table, input.exportTime(), now);
            Table.History history = Objects.requireNonNull(table.history());
            Transfer begun = begun(
                    table,
                    table.arn() + "/export/" + id(now),
                    input.clientToken(),
                    Objects.requireNonNull(input.s3Bucket()),
                    input.s3Prefix(),
                    new Transfer.Format("DYNAMODB_JSON", true, ",", null),
                    Tables.nextNumber(tx, table.scope()),
                    time);
            transfers.put(tx, begun);
            state.tables().put(tx, table.change().history(history.held(1)).done());
            state.backups()
                    .start(
                            tx,
                            new Job(Job.Kind.EXPORT, table, table.number(), history.number(), -1, time, begun.arn()));
            return begun;
        });
        record(call, "dynamodb.ExportTableToPointInTime", transfer.arn());
        return ExportTableToPointInTimeOutput.builder()
                .exportDescription(export(transfer))
                .build();
    }

    private static void refuse(String what, boolean given) {
        if (given) {
            throw DynamoDbErrors.unsupported(what);
        }
    }

    private static Instant time(Table table, @Nullable Instant wanted, Instant now) {
        Instant earliest = BackupOperations.earliest(table, now);
        if (wanted != null && (wanted.isBefore(earliest) || wanted.isAfter(now))) {
            throw new InvalidExportTimeException(
                    "The specified ExportTime is outside of the point in time recovery window.");
        }
        return wanted == null ? now : wanted;
    }

    private String id(Instant now) {
        return String.format(
                Locale.ROOT,
                "%014d-%s",
                now.toEpochMilli(),
                state.kernel().ids().uuid().substring(0, 8));
    }

    private Transfer begun(
            Table table,
            String arn,
            @Nullable String token,
            String bucket,
            @Nullable String prefix,
            Transfer.Format format,
            long number,
            @Nullable Instant time) {
        return new Transfer(
                arn,
                table.arn().toString(),
                table.id(),
                token == null ? state.kernel().ids().uuid() : token,
                bucket,
                prefix == null ? "" : prefix,
                format,
                number,
                state.kernel().clock().now(),
                null,
                time,
                "IN_PROGRESS",
                0,
                0,
                0,
                null,
                null);
    }

    private void record(Call call, String kind, String target) {
        state.kernel().journal().record(call.cause(), call.scope(), kind, "", target, "", Outcome.ACCEPTED, "");
    }

    /** API Reference, "ImportTable". */
    public ImportTableOutput importTable(Call call, ImportTableInput input) {
        refuse("InputFormat ION", "ION".equals(input.inputFormat()));
        refuse("InputCompressionType ZSTD", "ZSTD".equals(input.inputCompressionType()));
        S3BucketSource source = Objects.requireNonNull(input.s3BucketSource());
        CsvOptions csv = input.inputFormatOptions() == null
                ? null
                : input.inputFormatOptions().csv();
        String delimiter = csv == null || csv.delimiter() == null ? "," : csv.delimiter();
        Transfer.Format format = new Transfer.Format(
                Objects.requireNonNull(input.inputFormat()),
                "GZIP".equals(input.inputCompressionType()),
                delimiter,
                csv == null ? null : csv.headerList());
        CreateTableInput wanted = wanted(Objects.requireNonNull(input.tableCreationParameters()));
        Transfer transfer = state.kernel().store().write(tx -> {
            Table table = new CreateTable(state).importing(tx, call, wanted);
            Transfer begun = begun(
                    table,
                    table.arn() + "/import/" + id(state.kernel().clock().now()),
                    input.clientToken(),
                    Objects.requireNonNull(source.s3Bucket()),
                    source.s3KeyPrefix(),
                    format,
                    0,
                    null);
            transfers.put(tx, begun);
            state.backups().start(tx, new Job(Job.Kind.IMPORT, table, table.number(), 0, 0, null, begun.arn()));
            return begun;
        });
        record(call, "dynamodb.ImportTable", transfer.arn());
        return ImportTableOutput.builder()
                .importTableDescription(imported(transfer).toBuilder()
                        .tableCreationParameters(input.tableCreationParameters())
                        .build())
                .build();
    }

    private static CreateTableInput wanted(TableCreationParameters parameters) {
        refuse("VectorIndexes", parameters.vectorIndexes() != null);
        return CreateTableInput.builder()
                .tableName(parameters.tableName())
                .attributeDefinitions(parameters.attributeDefinitions())
                .keySchema(parameters.keySchema())
                .billingMode(parameters.billingMode())
                .provisionedThroughput(parameters.provisionedThroughput())
                .onDemandThroughput(parameters.onDemandThroughput())
                .sseSpecification(parameters.sseSpecification())
                .globalSecondaryIndexes(parameters.globalSecondaryIndexes())
                .build();
    }

    /** API Reference, "DescribeExport". */
    public DescribeExportOutput describe(DescribeExportInput input) {
        Transfer transfer = find(input.exportArn());
        if (transfer == null) {
            throw new ExportNotFoundException("Export not found: " + input.exportArn());
        }
        return DescribeExportOutput.builder()
                .exportDescription(export(transfer))
                .build();
    }

    private @Nullable Transfer find(@Nullable String arn) {
        return arn == null || !Arn.isArn(arn) ? null : transfers.find(Arn.parse(arn));
    }

    /** API Reference, "DescribeImport". */
    public DescribeImportOutput describe(DescribeImportInput input) {
        Transfer transfer = find(input.importArn());
        if (transfer == null) {
            throw new ImportNotFoundException("Import not found: " + input.importArn());
        }
        return DescribeImportOutput.builder()
                .importTableDescription(imported(transfer))
                .build();
    }

    /** API Reference, "ListExports". */
    public ListExportsOutput list(Call call, ListExportsInput input) {
        int limit = input.maxResults() == null ? MAX_LIST : Math.min(MAX_LIST, input.maxResults());
        List<Transfer> found = transfers.list(call.scope(), true, input.nextToken(), limit + 1);
        List<Transfer> page = found.subList(0, Math.min(limit, found.size()));
        return ListExportsOutput.builder()
                .exportSummaries(page.stream()
                        .filter(each -> of(each, input.tableArn()))
                        .map(each -> ExportSummary.builder()
                                .exportArn(each.arn())
                                .exportStatus(each.status())
                                .exportType("FULL_EXPORT")
                                .build())
                        .toList())
                .nextToken(found.size() > limit ? page.getLast().arn() : null)
                .build();
    }

    private static boolean of(Transfer transfer, @Nullable String table) {
        return table == null || table.equals(transfer.tableArn());
    }

    /** API Reference, "ListImports". */
    public ListImportsOutput list(Call call, ListImportsInput input) {
        int limit = input.pageSize() == null ? MAX_LIST : Math.min(MAX_LIST, input.pageSize());
        List<Transfer> found = transfers.list(call.scope(), false, input.nextToken(), limit + 1);
        List<Transfer> page = found.subList(0, Math.min(limit, found.size()));
        return ListImportsOutput.builder()
                .importSummaryList(page.stream()
                        .filter(each -> of(each, input.tableArn()))
                        .map(each -> ImportSummary.builder()
                                .importArn(each.arn())
                                .importStatus(each.status())
                                .tableArn(each.tableArn())
                                .s3BucketSource(source(each))
                                .inputFormat(each.format().type())
                                .startTime(each.started())
                                .endTime(each.ended())
                                .build())
                        .toList())
                .nextToken(found.size() > limit ? page.getLast().arn() : null)
                .build();
    }

    private static S3BucketSource source(Transfer transfer) {
        return S3BucketSource.builder()
                .s3Bucket(transfer.bucket())
                .s3KeyPrefix(transfer.prefix().isEmpty() ? null : transfer.prefix())
                .build();
    }

    private static ExportDescription export(Transfer transfer) {
        boolean done = transfer.status().equals("COMPLETED");
        return ExportDescription.builder()
                .exportArn(transfer.arn())
                .exportStatus(transfer.status())
                .startTime(transfer.started())
                .endTime(transfer.ended())
                .exportManifest(transfer.manifest())
                .tableArn(transfer.tableArn())
                .tableId(transfer.tableId())
                .exportTime(transfer.time())
                .clientToken(transfer.token())
                .s3Bucket(transfer.bucket())
                .s3Prefix(transfer.prefix().isEmpty() ? null : transfer.prefix())
                .s3SseAlgorithm("AES256")
                .failureCode(
                        transfer.failure() == null ? null : transfer.failure().code())
                .failureMessage(
                        transfer.failure() == null ? null : transfer.failure().message())
                .exportFormat("DYNAMODB_JSON")
                .exportType("FULL_EXPORT")
                .billedSizeBytes(done ? transfer.bytes() : null)
                .itemCount(done ? transfer.items() : null)
                .build();
    }

    private static ImportTableDescription imported(Transfer transfer) {
        return ImportTableDescription.builder()
                .importArn(transfer.arn())
                .importStatus(transfer.status())
                .tableArn(transfer.tableArn())
                .tableId(transfer.tableId())
                .clientToken(transfer.token())
                .s3BucketSource(source(transfer))
                .errorCount(transfer.errors())
                .inputFormat(transfer.format().type())
                .inputCompressionType(transfer.format().gzip() ? "GZIP" : "NONE")
                .startTime(transfer.started())
                .endTime(transfer.ended())
                .processedSizeBytes(transfer.bytes())
                .processedItemCount(transfer.items() + transfer.errors())
                .importedItemCount(transfer.items())
                .failureCode(
                        transfer.failure() == null ? null : transfer.failure().code())
                .failureMessage(
                        transfer.failure() == null ? null : transfer.failure().message())
                .build();
    }
}
