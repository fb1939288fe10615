package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.BackupDescription;
import dev.weir.api.dynamodb.BackupDetails;
import dev.weir.api.dynamodb.BackupInUseException;
import dev.weir.api.dynamodb.BackupNotFoundException;
import dev.weir.api.dynamodb.BackupSummary;
import dev.weir.api.dynamodb.CreateBackupInput;
import dev.weir.api.dynamodb.CreateBackupOutput;
import dev.weir.api.dynamodb.DeleteBackupInput;
import dev.weir.api.dynamodb.DeleteBackupOutput;
import dev.weir.api.dynamodb.DescribeBackupInput;
import dev.weir.api.dynamodb.DescribeBackupOutput;
import dev.weir.api.dynamodb.InvalidRestoreTimeException;
import dev.weir.api.dynamodb.ListBackupsInput;
import dev.weir.api.dynamodb.ListBackupsOutput;
import dev.weir.api.dynamodb.PointInTimeRecoveryUnavailableException;
import dev.weir.api.dynamodb.RestoreTableFromBackupInput;
import dev.weir.api.dynamodb.RestoreTableFromBackupOutput;
import dev.weir.api.dynamodb.RestoreTableToPointInTimeInput;
import dev.weir.api.dynamodb.RestoreTableToPointInTimeOutput;
import dev.weir.api.dynamodb.TableAlreadyExistsException;
import dev.weir.api.dynamodb.TableNotFoundException;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.BackupInfo;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Job;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Backups and restoring. Source: API Reference; Developer Guide, "Backup and restore for DynamoDB". */
public final class BackupOperations {
    private static final int MAX_LIST = 100;

    private final DynamoDbState state;

    public BackupOperations(DynamoDbState state) {
        this.state = state;
    }

    /** API Reference, "CreateBackup": the items of this moment, whatever is written meanwhile. */
    public CreateBackupOutput create(Call call, CreateBackupInput input) {
        String name = Objects.requireNonNull(input.tableName());
        BackupInfo backup = state.kernel().store().write(tx -> state.backups()
                .create(tx, source(tx, call, name), Objects.requireNonNull(input.backupName())));
        record(call, "dynamodb.CreateBackup", backup.arn());
        return CreateBackupOutput.builder().backupDetails(details(backup)).build();
    }

    private Table source(WriteTx tx, Call call, String name) {
        Table table = state.tables().get(tx, call.scope(), Tables.tableName(call.scope(), name));
        if (table == null) {
            throw new TableNotFoundException("Table not found: " + Tables.tableName(call.scope(), name));
        }
        TableRules.checkMade(table);
        return table;
    }

    private void record(Call call, String kind, String target) {
        state.kernel().journal().record(call.cause(), call.scope(), kind, "", target, "", Outcome.ACCEPTED, "");
    }

    private static BackupDetails details(BackupInfo backup) {
        return BackupDetails.builder()
                .backupArn(backup.arn())
                .backupName(backup.name())
                .backupSizeBytes(backup.bytes())
                .backupStatus(status(backup))
                .backupType("USER")
                .backupCreationDateTime(backup.created())
                .build();
    }

    private static String status(BackupInfo backup) {
        return backup.ready() ? "AVAILABLE" : "CREATING";
    }

    private BackupInfo backup(Scope scope, @Nullable String arn) {
        String text = String.valueOf(arn);
        int slash = text.lastIndexOf('/');
        BackupInfo found =
                slash < 0 || !Arn.isArn(text) ? null : state.backups().find(scope, text.substring(slash + 1));
        if (found == null || !found.arn().equals(text)) {
            throw new BackupNotFoundException("Backup not found: " + text);
        }
        return found;
    }

    /** API Reference, "DescribeBackup". */
    public DescribeBackupOutput describe(Call call, DescribeBackupInput input) {
        return DescribeBackupOutput.builder()
                .backupDescription(description(backup(call.scope(), input.backupArn())))
                .build();
    }

    private static BackupDescription description(BackupInfo backup) {
        return BackupDescription.builder()
                .backupDetails(details(backup))
                .sourceTableDetails(BackupSources.table(backup))
                .sourceTableFeatureDetails(BackupSources.features(backup))
                .build();
    }

    /** API Reference, "DeleteBackup". */
    public DeleteBackupOutput delete(Call call, DeleteBackupInput input) {
        BackupInfo backup = backup(call.scope(), input.backupArn());
        if (!backup.ready()) {
            throw new BackupInUseException("Backup is in use: " + backup.arn());
        }
        state.backups().delete(backup);
        record(call, "dynamodb.DeleteBackup", backup.arn());
        return DeleteBackupOutput.builder()
                .backupDescription(description(backup).toBuilder()
                        .backupDetails(details(backup).toBuilder()
                                .backupStatus("DELETED")
                                .build())
                        .build())
                .build();
    }

    /** API Reference, "ListBackups". */
    public ListBackupsOutput list(Call call, ListBackupsInput input) {
        int limit = input.limit() == null ? MAX_LIST : Math.min(MAX_LIST, input.limit());
        String start = input.exclusiveStartBackupArn();
        String after = start == null ? null : start.substring(start.lastIndexOf('/') + 1);
        List<BackupSummary> summaries = new java.util.ArrayList<>();
        String last = null;
        boolean more = !"SYSTEM".equals(input.backupType()) && !"AWS_BACKUP".equals(input.backupType());
        while (more && summaries.size() < limit) {
            List<BackupInfo> page = state.backups().list(call.scope(), after, MAX_LIST);
            more = page.size() == MAX_LIST;
            for (BackupInfo backup : page) {
                after = backup.id();
                if (summaries.size() == limit) {
                    more = true;
                    break;
                }
                if (wanted(call.scope(), input, backup)) {
                    summaries.add(summary(backup));
                    last = backup.arn();
                }
            }
        }
        return ListBackupsOutput.builder()
                .backupSummaries(summaries)
                .lastEvaluatedBackupArn(more ? last : null)
                .build();
    }

    private static boolean wanted(Scope scope, ListBackupsInput input, BackupInfo backup) {
        Instant lower = input.timeRangeLowerBound();
        Instant upper = input.timeRangeUpperBound();
        return (input.tableName() == null
                        || Tables.tableName(scope, input.tableName())
                                .equals(backup.table().name()))
                && (lower == null || !backup.created().isBefore(lower))
                && (upper == null || backup.created().isBefore(upper));
    }

    private static BackupSummary summary(BackupInfo backup) {
        return BackupSummary.builder()
                .tableName(backup.table().name())
                .tableId(backup.table().id())
                .tableArn(backup.table().arn().toString())
                .backupArn(backup.arn())
                .backupName(backup.name())
                .backupCreationDateTime(backup.created())
                .backupStatus(status(backup))
                .backupType("USER")
                .backupSizeBytes(backup.bytes())
                .build();
    }

    /** API Reference, "RestoreTableFromBackup". */
    public RestoreTableFromBackupOutput restore(Call call, RestoreTableFromBackupInput input) {
        BackupInfo backup = backup(call.scope(), input.backupArn());
        if (!backup.ready()) {
            throw new BackupInUseException("Backup is in use: " + backup.arn());
        }
        RestoredTables.Overrides overrides = RestoredTables.Overrides.of(input);
        Table made = state.kernel().store().write(tx -> {
            Table table = add(
                    tx,
                    call,
                    backup.table(),
                    String.valueOf(input.targetTableName()),
                    overrides,
                    new Table.Origin(backup.arn(), backup.table().arn().toString(), backup.created()));
            state.backups()
                    .start(tx, new Job(Job.Kind.RESTORE, backup.table(), backup.number(), 0, 0, null, table.name()));
            return table;
        });
        record(call, "dynamodb.RestoreTableFromBackup", made.arn().toString());
        return RestoreTableFromBackupOutput.builder()
                .tableDescription(new TableDescriptions(state).creating(made))
                .build();
    }

    /** API Reference, "RestoreTableToPointInTime". */
    public RestoreTableToPointInTimeOutput restore(Call call, RestoreTableToPointInTimeInput input) {
        String name = input.sourceTableArn() != null ? input.sourceTableArn() : String.valueOf(input.sourceTableName());
        RestoredTables.Overrides overrides = RestoredTables.Overrides.of(input);
        Table made = state.kernel().store().write(tx -> {
            Table source = source(tx, call, name);
            Instant time = time(source, input);
            Table.History history = Objects.requireNonNull(source.history());
            Table table = add(
                    tx,
                    call,
                    source,
                    String.valueOf(input.targetTableName()),
                    overrides,
                    new Table.Origin(null, source.arn().toString(), time));
            state.backups()
                    .start(
                            tx,
                            new Job(
                                    Job.Kind.RESTORE,
                                    source,
                                    source.number(),
                                    history.number(),
                                    -1,
                                    time,
                                    table.name()));
            return table;
        });
        record(call, "dynamodb.RestoreTableToPointInTime", made.arn().toString());
        return RestoreTableToPointInTimeOutput.builder()
                .tableDescription(new TableDescriptions(state).creating(made))
                .build();
    }

    private Instant time(Table source, RestoreTableToPointInTimeInput input) {
        Instant latest = state.kernel().clock().now();
        Instant earliest = earliest(source, latest);
        if (Boolean.TRUE.equals(input.useLatestRestorableTime())) {
            return latest;
        }
        Instant wanted = input.restoreDateTime();
        if (wanted == null) {
            throw DynamoDbErrors.invalid("RestoreDateTime or UseLatestRestorableTime must be specified");
        }
        if (wanted.isBefore(earliest) || wanted.isAfter(latest)) {
            throw new InvalidRestoreTimeException(
                    "An invalid restore time was specified. RestoreDateTime must be between"
                            + " EarliestRestorableDateTime and LatestRestorableDateTime.");
        }
        return wanted;
    }

    /** Since when the table can be restored. */
    static Instant earliest(Table table, Instant now) {
        Table.History history = table.history();
        if (history == null || history.since() == null || table.recovery() == null) {
            throw new PointInTimeRecoveryUnavailableException(
                    "Point in time recovery is not enabled for table '" + table.name() + "'");
        }
        Instant kept = now.minus(Duration.ofDays(table.recovery()));
        return kept.isAfter(history.since()) ? kept : history.since();
    }

    private Table add(
            WriteTx tx, Call call, Table shape, String name, RestoredTables.Overrides overrides, Table.Origin origin) {
        TableRules.checkName(name);
        if (state.tables().get(tx, call.scope(), name) != null) {
            throw new TableAlreadyExistsException("Table already exists: " + name);
        }
        Table table = RestoredTables.table(tx, state.kernel(), shape, name, overrides, origin);
        state.tables().put(tx, table);
        return table;
    }
}
