package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.ContinuousBackupsDescription;
import dev.weir.api.dynamodb.DeleteTableInput;
import dev.weir.api.dynamodb.DeleteTableOutput;
import dev.weir.api.dynamodb.DescribeContinuousBackupsInput;
import dev.weir.api.dynamodb.DescribeContinuousBackupsOutput;
import dev.weir.api.dynamodb.DescribeTableInput;
import dev.weir.api.dynamodb.DescribeTableOutput;
import dev.weir.api.dynamodb.ListTablesInput;
import dev.weir.api.dynamodb.ListTablesOutput;
import dev.weir.api.dynamodb.ListTagsOfResourceInput;
import dev.weir.api.dynamodb.ListTagsOfResourceOutput;
import dev.weir.api.dynamodb.PointInTimeRecoveryDescription;
import dev.weir.api.dynamodb.Tag;
import dev.weir.api.dynamodb.TagResourceInput;
import dev.weir.api.dynamodb.UntagResourceInput;
import dev.weir.api.dynamodb.UpdateContinuousBackupsInput;
import dev.weir.api.dynamodb.UpdateContinuousBackupsOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The small operations on tables: describe, list, delete, tags, the switch of point-in-time recovery. */
public final class TableOperations {
    private static final int MAX_LIST = 100;
    private static final int RECOVERY_DAYS = 35;

    private final DynamoDbState state;

    public TableOperations(DynamoDbState state) {
        this.state = state;
    }

    /** API Reference, "DescribeTable". */
    public DescribeTableOutput describe(Call call, DescribeTableInput input) {
        return DescribeTableOutput.builder()
                .table(new TableDescriptions(state).active(settled(call.scope(), input.tableName())))
                .build();
    }

    private Table settled(Scope scope, @Nullable String name) {
        Table table = state.life().settled(scope, Objects.requireNonNull(name));
        if (table == null) {
            throw DynamoDbErrors.tableNotFound(Tables.tableName(scope, name));
        }
        return table;
    }

    private Table table(Scope scope, @Nullable String name) {
        Table table = state.tables().get(scope, Objects.requireNonNull(name));
        if (table == null) {
            throw DynamoDbErrors.tableNotFound(Tables.tableName(scope, name));
        }
        return table;
    }

    /** API Reference, "DeleteTable". Items are gone at once, the table itself once it has been DELETING. */
    public DeleteTableOutput delete(Call call, DeleteTableInput input) {
        String name = Objects.requireNonNull(input.tableName());
        Table deleted = state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
            }
            if (table.deletionProtection()) {
                throw DynamoDbErrors.validation("Resource cannot be deleted as it is currently protected against"
                        + " deletion. Disable deletion protection first.");
            }
            TableRules.checkSettled(table);
            if (table.history() != null && table.history().holders() > 0) {
                throw DynamoDbErrors.inUse(
                        "Attempt to change a resource which is still in use: Table is being backed up: "
                                + table.name());
            }
            state.expiry().disarm(tx, table);
            return state.life().deleting(tx, table);
        });
        state.kernel()
                .journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "dynamodb.DeleteTable",
                        "",
                        deleted.arn().toString(),
                        "",
                        Outcome.ACCEPTED,
                        "");
        return DeleteTableOutput.builder()
                .tableDescription(new TableDescriptions(state).deleting(deleted))
                .build();
    }

    /** API Reference, "ListTables". */
    public ListTablesOutput list(Call call, ListTablesInput input) {
        int limit = input.limit() == null ? MAX_LIST : Math.min(MAX_LIST, input.limit());
        List<String> names = state.tables().list(call.scope(), input.exclusiveStartTableName(), limit + 1).stream()
                .map(Table::name)
                .toList();
        boolean more = names.size() > limit;
        List<String> page = more ? names.subList(0, limit) : names;
        return ListTablesOutput.builder()
                .tableNames(page)
                .lastEvaluatedTableName(more ? page.getLast() : null)
                .build();
    }

    /** API Reference, "ListTagsOfResource". */
    public ListTagsOfResourceOutput listTags(Call call, ListTagsOfResourceInput input) {
        String arn = resource(input.resourceArn());
        Table table = state.tables().get(call.scope(), arn);
        if (table == null) {
            throw DynamoDbErrors.resourceNotFound(arn);
        }
        return ListTagsOfResourceOutput.builder()
                .tags(table.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static String resource(@Nullable String text) {
        String arn = String.valueOf(text);
        if (!arn.startsWith("arn:")) {
            throw DynamoDbErrors.invalid("ARNs must start with 'arn:': " + arn);
        }
        if (!Arn.isArn(arn) || !Arn.parse(arn).service().equals("dynamodb")) {
            throw DynamoDbErrors.invalid("Provided Arn is not a DynamoDB resource arn: " + arn);
        }
        return arn;
    }

    /** API Reference, "TagResource". */
    public void tag(Call call, TagResourceInput input) {
        if (Objects.requireNonNull(input.tags()).isEmpty()) {
            throw DynamoDbErrors.validation("Atleast one Tag needs to be provided as Input.");
        }
        changeTags(call, resource(input.resourceArn()), tags -> {
            Map<String, String> changed = new LinkedHashMap<>(tags);
            changed.putAll(TableSettings.tags(input.tags()));
            return TableSettings.counted(changed);
        });
    }

    /** API Reference, "UntagResource". */
    public void untag(Call call, UntagResourceInput input) {
        if (Objects.requireNonNull(input.tagKeys()).isEmpty()) {
            throw DynamoDbErrors.validation("Atleast one Tag Key needs to be provided as Input.");
        }
        changeTags(call, resource(input.resourceArn()), tags -> {
            Map<String, String> changed = new LinkedHashMap<>(tags);
            changed.keySet().removeAll(Objects.requireNonNull(input.tagKeys()));
            return changed;
        });
    }

    private void changeTags(Call call, String arn, Function<Map<String, String>, Map<String, String>> change) {
        state.tables().change(call.scope(), arn, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.resourceNotFound(arn);
            }
            return table.change().tags(change.apply(table.tags())).done();
        });
    }

    /** API Reference, "DescribeContinuousBackups". */
    public DescribeContinuousBackupsOutput describeBackups(Call call, DescribeContinuousBackupsInput input) {
        return DescribeContinuousBackupsOutput.builder()
                .continuousBackupsDescription(backups(table(call.scope(), input.tableName())))
                .build();
    }

    /** API Reference, "UpdateContinuousBackups". */
    public UpdateContinuousBackupsOutput updateBackups(Call call, UpdateContinuousBackupsInput input) {
        var wanted = Objects.requireNonNull(input.pointInTimeRecoverySpecification());
        Integer days = wanted.recoveryPeriodInDays();
        if (days != null && !Boolean.TRUE.equals(wanted.pointInTimeRecoveryEnabled())) {
            throw DynamoDbErrors.validation(
                    "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
        }
        Integer recovery =
                Boolean.TRUE.equals(wanted.pointInTimeRecoveryEnabled()) ? days == null ? RECOVERY_DAYS : days : null;
        String name = Objects.requireNonNull(input.tableName());
        Table changed = state.tables().change(call.scope(), name, (tx, table) -> {
            if (table == null) {
                throw DynamoDbErrors.tableNotFound(Tables.tableName(call.scope(), name));
            }
            TableRules.checkMade(table);
            return table.change()
                    .recovery(recovery)
                    .history(state.backups().history(tx, table, recovery != null))
                    .done();
        });
        return UpdateContinuousBackupsOutput.builder()
                .continuousBackupsDescription(backups(changed))
                .build();
    }

    private ContinuousBackupsDescription backups(Table table) {
        Instant now = state.kernel().clock().now();
        return ContinuousBackupsDescription.builder()
                .continuousBackupsStatus("ENABLED")
                .pointInTimeRecoveryDescription(PointInTimeRecoveryDescription.builder()
                        .pointInTimeRecoveryStatus(table.recovery() == null ? "DISABLED" : "ENABLED")
                        .recoveryPeriodInDays(table.recovery())
                        .earliestRestorableDateTime(
                                table.recovery() == null ? null : BackupOperations.earliest(table, now))
                        .latestRestorableDateTime(table.recovery() == null ? null : now)
                        .build())
                .build();
    }
}
