package dev.weir.services.dynamodb.resources;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.CreateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.DeleteGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.DeleteResourcePolicyInput;
import dev.weir.api.dynamodb.DeleteTableInput;
import dev.weir.api.dynamodb.DescribeTableInput;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.GlobalSecondaryIndexUpdate;
import dev.weir.api.dynamodb.PointInTimeRecoverySpecification;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.api.dynamodb.PutResourcePolicyInput;
import dev.weir.api.dynamodb.ResourceNotFoundException;
import dev.weir.api.dynamodb.StreamSpecification;
import dev.weir.api.dynamodb.TableDescription;
import dev.weir.api.dynamodb.TagResourceInput;
import dev.weir.api.dynamodb.TimeToLiveSpecification;
import dev.weir.api.dynamodb.UntagResourceInput;
import dev.weir.api.dynamodb.UpdateContinuousBackupsInput;
import dev.weir.api.dynamodb.UpdateGlobalSecondaryIndexAction;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.api.dynamodb.UpdateTimeToLiveInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.DynamoDbApiOperations;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** CloudFormation Template Reference, "AWS::DynamoDB::Table" and "AWS::DynamoDB::GlobalTable". */
public final class TableResource implements ResourceType {
    private static final int MAX_NAME = 255;

    private final String name;
    private final DynamoDbApiOperations dynamo;
    private final Reader reader;

    private TableResource(String name, DynamoDbApiOperations dynamo, Reader reader) {
        this.name = name;
        this.dynamo = dynamo;
        this.reader = reader;
    }

    /** Reads the properties of one of the types. */
    private interface Reader {
        TableProperties read(Properties properties, Map<String, String> stackTags, Scope scope);
    }

    public static TableResource table(DynamoDbApiOperations dynamo) {
        return new TableResource(
                "AWS::DynamoDB::Table", dynamo, (properties, tags, scope) -> TableProperties.read(properties, tags));
    }

    /** A global table whose one replica is in the stack's own region, as CDK's TableV2 makes it. */
    public static TableResource globalTable(DynamoDbApiOperations dynamo) {
        return new TableResource("AWS::DynamoDB::GlobalTable", dynamo, GlobalTableProperties::read);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> replacing() {
        return Set.of("TableName", "KeySchema", "LocalSecondaryIndexes", "ImportSourceSpecification");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        TableProperties wanted =
                reader.read(request.properties(), request.tags(), request.call().scope());
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        Call call = request.call();
        dynamo.createTable(
                call,
                CreateTableInput.builder()
                        .tableName(name)
                        .attributeDefinitions(wanted.attributes())
                        .keySchema(wanted.keys())
                        .billingMode(wanted.billingMode())
                        .provisionedThroughput(wanted.throughput())
                        .globalSecondaryIndexes(
                                wanted.globalIndexes().isEmpty()
                                        ? null
                                        : List.copyOf(wanted.globalIndexes().values()))
                        .localSecondaryIndexes(wanted.localIndexes().isEmpty() ? null : wanted.localIndexes())
                        .streamSpecification(stream(wanted.streamView()))
                        .sseSpecification(wanted.sse())
                        .tableClass(wanted.tableClass())
                        .deletionProtectionEnabled(wanted.deletionProtection())
                        .onDemandThroughput(wanted.onDemand())
                        .tags(wanted.tags())
                        .build());
        dynamo.settle(call, name);
        try {
            timeToLive(call, name, null, wanted.timeToLive());
            recovery(call, name, null, wanted.recovery());
            policy(call, name, null, wanted.policy());
            new KinesisSpecification(dynamo).change(call, name, null, wanted.kinesis());
            return provisioned(call, name);
        } catch (RuntimeException e) {
            dynamo.deleteTable(call, DeleteTableInput.builder().tableName(name).build());
            dynamo.settle(call, name);
            throw e;
        }
    }

    private static @Nullable StreamSpecification stream(@Nullable String view) {
        return view == null
                ? null
                : StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(view)
                        .build();
    }

    private void timeToLive(
            Call call, String table, @Nullable TimeToLiveSpecification was, @Nullable TimeToLiveSpecification wanted) {
        String before = was != null && Boolean.TRUE.equals(was.enabled()) ? was.attributeName() : null;
        String after = wanted != null && Boolean.TRUE.equals(wanted.enabled()) ? wanted.attributeName() : null;
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            updateTimeToLive(call, table, before, false);
        }
        if (after != null) {
            updateTimeToLive(call, table, after, true);
        }
    }

    private void updateTimeToLive(Call call, String table, String attribute, boolean enabled) {
        dynamo.updateTimeToLive(
                call,
                UpdateTimeToLiveInput.builder()
                        .tableName(table)
                        .timeToLiveSpecification(TimeToLiveSpecification.builder()
                                .attributeName(attribute)
                                .enabled(enabled)
                                .build())
                        .build());
    }

    private void recovery(
            Call call,
            String table,
            @Nullable PointInTimeRecoverySpecification was,
            @Nullable PointInTimeRecoverySpecification wanted) {
        if (!Objects.equals(was, wanted)) {
            dynamo.updateContinuousBackups(
                    call,
                    UpdateContinuousBackupsInput.builder()
                            .tableName(table)
                            .pointInTimeRecoverySpecification(
                                    wanted == null
                                            ? PointInTimeRecoverySpecification.builder()
                                                    .pointInTimeRecoveryEnabled(false)
                                                    .build()
                                            : wanted)
                            .build());
        }
    }

    private void policy(Call call, String table, @Nullable String was, @Nullable String wanted) {
        String arn = call.scope().arn("dynamodb", "table/" + table).toString();
        if (wanted != null && !wanted.equals(was)) {
            dynamo.putResourcePolicy(
                    call,
                    PutResourcePolicyInput.builder()
                            .resourceArn(arn)
                            .policy(wanted)
                            .build());
        } else if (wanted == null && was != null) {
            dynamo.deleteResourcePolicy(
                    call, DeleteResourcePolicyInput.builder().resourceArn(arn).build());
        }
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        TableProperties wanted =
                reader.read(request.properties(), request.tags(), request.call().scope());
        TableProperties was = reader.read(previous, Map.of(), request.call().scope());
        Call call = request.call();
        settings(call, physicalId, was, wanted);
        streams(call, physicalId, was, wanted);
        indexes(call, physicalId, was, wanted);
        timeToLive(call, physicalId, was.timeToLive(), wanted.timeToLive());
        recovery(call, physicalId, was.recovery(), wanted.recovery());
        policy(call, physicalId, was.policy(), wanted.policy());
        new KinesisSpecification(dynamo).change(call, physicalId, was.kinesis(), wanted.kinesis());
        tags(call, physicalId, was, wanted);
        return provisioned(call, physicalId);
    }

    private void settings(Call call, String table, TableProperties was, TableProperties wanted) {
        if (!Objects.equals(was.billingMode(), wanted.billingMode())
                || !Objects.equals(was.throughput(), wanted.throughput())) {
            update(
                    call,
                    UpdateTableInput.builder()
                            .tableName(table)
                            .billingMode(wanted.billingMode() == null ? "PROVISIONED" : wanted.billingMode())
                            .provisionedThroughput(wanted.throughput())
                            .globalSecondaryIndexUpdates(provisioned(was, wanted)));
        }
        if (!Objects.equals(was.sse(), wanted.sse()) && wanted.sse() != null) {
            update(call, UpdateTableInput.builder().tableName(table).sseSpecification(wanted.sse()));
        }
        if (!Objects.equals(was.tableClass(), wanted.tableClass())) {
            String tableClass = wanted.tableClass() == null ? "STANDARD" : wanted.tableClass();
            update(call, UpdateTableInput.builder().tableName(table).tableClass(tableClass));
        }
        if (!Objects.equals(was.deletionProtection(), wanted.deletionProtection())) {
            boolean wantedProtection = Boolean.TRUE.equals(wanted.deletionProtection());
            update(call, UpdateTableInput.builder().tableName(table).deletionProtectionEnabled(wantedProtection));
        }
        if (!Objects.equals(was.onDemand(), wanted.onDemand()) && wanted.onDemand() != null) {
            update(call, UpdateTableInput.builder().tableName(table).onDemandThroughput(wanted.onDemand()));
        }
    }

    /** Capacity of the indexes that stay, which a table that becomes provisioned needs in the same request. */
    private static @Nullable List<GlobalSecondaryIndexUpdate> provisioned(TableProperties was, TableProperties wanted) {
        if (Objects.equals(was.billingMode(), wanted.billingMode()) || wanted.throughput() == null) {
            return null;
        }
        List<GlobalSecondaryIndexUpdate> updates = new ArrayList<>();
        wanted.globalIndexes().forEach((name, index) -> {
            if (was.globalIndexes().containsKey(name) && index.provisionedThroughput() != null) {
                updates.add(throughput(name, index.provisionedThroughput()));
            }
        });
        return updates.isEmpty() ? null : updates;
    }

    /** Stacks go on once the change is made. */
    private void update(Call call, UpdateTableInput.Builder update) {
        UpdateTableInput input = update.build();
        dynamo.updateTable(call, input);
        dynamo.settle(call, Objects.requireNonNull(input.tableName()));
    }

    private void streams(Call call, String table, TableProperties was, TableProperties wanted) {
        if (Objects.equals(was.streamView(), wanted.streamView())) {
            return;
        }
        if (was.streamView() != null) {
            update(
                    call,
                    UpdateTableInput.builder()
                            .tableName(table)
                            .streamSpecification(StreamSpecification.builder()
                                    .streamEnabled(false)
                                    .build()));
        }
        if (wanted.streamView() != null) {
            update(call, UpdateTableInput.builder().tableName(table).streamSpecification(stream(wanted.streamView())));
        }
    }

    private void indexes(Call call, String table, TableProperties was, TableProperties wanted) {
        List<GlobalSecondaryIndexUpdate> updates = new ArrayList<>();
        Map<String, GlobalSecondaryIndex> before = new LinkedHashMap<>(was.globalIndexes());
        wanted.globalIndexes().forEach((name, index) -> {
            GlobalSecondaryIndex old = before.remove(name);
            if (old == null) {
                updates.add(creation(index));
            } else if (!Objects.equals(old.keySchema(), index.keySchema())
                    || !Objects.equals(old.projection(), index.projection())) {
                updates.add(deletion(name));
                updates.add(creation(index));
            } else if (!Objects.equals(old.provisionedThroughput(), index.provisionedThroughput())
                    && index.provisionedThroughput() != null
                    && Objects.equals(was.billingMode(), wanted.billingMode())) {
                updates.add(throughput(name, index.provisionedThroughput()));
            }
        });
        before.keySet().forEach(name -> updates.addFirst(deletion(name)));
        for (GlobalSecondaryIndexUpdate update : updates) {
            update(
                    call,
                    UpdateTableInput.builder()
                            .tableName(table)
                            .attributeDefinitions(used(wanted.attributes(), update))
                            .globalSecondaryIndexUpdates(List.of(update)));
        }
    }

    /** Definitions matter where an index is created. */
    private static @Nullable List<AttributeDefinition> used(
            List<AttributeDefinition> attributes, GlobalSecondaryIndexUpdate update) {
        return update.create() == null ? null : attributes;
    }

    private static GlobalSecondaryIndexUpdate creation(GlobalSecondaryIndex index) {
        return GlobalSecondaryIndexUpdate.builder()
                .create(CreateGlobalSecondaryIndexAction.builder()
                        .indexName(index.indexName())
                        .keySchema(index.keySchema())
                        .projection(index.projection())
                        .provisionedThroughput(index.provisionedThroughput())
                        .build())
                .build();
    }

    private static GlobalSecondaryIndexUpdate deletion(String name) {
        return GlobalSecondaryIndexUpdate.builder()
                .delete(DeleteGlobalSecondaryIndexAction.builder()
                        .indexName(name)
                        .build())
                .build();
    }

    private static GlobalSecondaryIndexUpdate throughput(String name, ProvisionedThroughput throughput) {
        return GlobalSecondaryIndexUpdate.builder()
                .update(UpdateGlobalSecondaryIndexAction.builder()
                        .indexName(name)
                        .provisionedThroughput(throughput)
                        .build())
                .build();
    }

    private void tags(Call call, String table, TableProperties was, TableProperties wanted) {
        String arn = call.scope().arn("dynamodb", "table/" + table).toString();
        List<String> gone = was.tags().stream()
                .map(tag -> Objects.requireNonNull(tag.key()))
                .filter(key -> wanted.tags().stream().noneMatch(tag -> key.equals(tag.key())))
                .toList();
        if (!gone.isEmpty()) {
            dynamo.untagResource(
                    call,
                    UntagResourceInput.builder().resourceArn(arn).tagKeys(gone).build());
        }
        if (!wanted.tags().isEmpty()) {
            dynamo.tagResource(
                    call,
                    TagResourceInput.builder()
                            .resourceArn(arn)
                            .tags(wanted.tags())
                            .build());
        }
    }

    private Provisioned provisioned(Call call, String name) {
        TableDescription table = Objects.requireNonNull(dynamo.describeTable(
                        call, DescribeTableInput.builder().tableName(name).build())
                .table());
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("Arn", text(table.tableArn()));
        attributes.put("TableId", text(table.tableId()));
        if (table.latestStreamArn() != null && table.streamSpecification() != null) {
            attributes.put("StreamArn", text(table.latestStreamArn()));
        }
        return new Provisioned(name, attributes);
    }

    private static JsonNode text(@Nullable String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            dynamo.deleteTable(
                    request.call(),
                    DeleteTableInput.builder().tableName(physicalId).build());
            dynamo.settle(request.call(), physicalId);
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
            return;
        }
    }
}
