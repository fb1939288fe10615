package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeDefinition;
import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.GlobalSecondaryIndex;
import dev.weir.api.dynamodb.KeySchemaElement;
import dev.weir.api.dynamodb.LocalSecondaryIndex;
import dev.weir.api.dynamodb.OnDemandThroughput;
import dev.weir.api.dynamodb.Projection;
import dev.weir.api.dynamodb.ProvisionedThroughput;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.KeySchema.Attribute;
import dev.weir.services.dynamodb.domain.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a table's definition must be; errors in AWS's order. Source: API Reference, "CreateTable". */
final class TableRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 255;
    private static final long MAX_UNITS = 1_000_000_000_000L;
    private static final int MAX_LOCAL = 5;
    static final int MAX_GLOBAL = 20;

    private TableRules() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw DynamoDbErrors.constraint(
                    "tableName", name, "Member must satisfy regular expression pattern: " + NAME.pattern());
        }
        if (name.length() < MIN_NAME) {
            throw DynamoDbErrors.constraint(
                    "tableName", name, "Member must have length greater than or equal to " + MIN_NAME);
        }
        if (name.length() > MAX_NAME) {
            throw DynamoDbErrors.constraint(
                    "tableName", name, "Member must have length less than or equal to " + MAX_NAME);
        }
    }

    /** Refuses to change or copy a table whose items are still being put in. */
    static void checkMade(Table table) {
        if (table.making() != null) {
            throw DynamoDbErrors.inUse(
                    "Attempt to change a resource which is still in use: Table is being created: " + table.name());
        }
    }

    /** Refuses to change a table that is on its way to another status. */
    static void checkSettled(Table table) {
        checkMade(table);
        if (table.status() != null) {
            throw DynamoDbErrors.inUse("Attempt to change a resource which is still in use: Table is being "
                    + switch (table.status()) {
                        case "CREATING" -> "created";
                        case "DELETING" -> "deleted";
                        default -> "updated";
                    }
                    + ": " + table.name());
        }
    }

    /** The definitions by name, in the order given. */
    static Map<String, String> attributes(@Nullable List<AttributeDefinition> definitions) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (definitions != null) {
            for (AttributeDefinition definition : definitions) {
                String name = Objects.requireNonNull(definition.attributeName());
                if (attributes.put(name, Objects.requireNonNull(definition.attributeType())) != null) {
                    throw DynamoDbErrors.validation("Attribute Name is duplicated: " + name);
                }
            }
        }
        return attributes;
    }

    /** The key schema of a table; that of an index is told of by other words where definitions are missing. */
    static KeySchema tableKeys(List<KeySchemaElement> schema, Map<String, String> attributes) {
        if (schema.size() > 2) {
            String all = schema.stream()
                    .map(each -> "KeySchemaElement(attributeName=" + each.attributeName() + ", keyType="
                            + each.keyType() + ")")
                    .collect(Collectors.joining(", ", "[", "]"));
            throw DynamoDbErrors.constraint("keySchema", all, "Member must have length less than or equal to 2");
        }
        boolean defined = schema.stream().allMatch(each -> attributes.containsKey(each.attributeName()));
        if (schema.size() == 2 && (!defined || attributes.size() < 2)) {
            throw DynamoDbErrors.validation("Invalid KeySchema: Some index key attribute have no definition");
        }
        return keys(schema, attributes);
    }

    static KeySchema keys(List<KeySchemaElement> schema, Map<String, String> attributes) {
        List<String> names = schema.stream()
                .map(each -> Objects.requireNonNull(each.attributeName()))
                .toList();
        if (names.size() > 2) {
            throw DynamoDbErrors.unsupported("A KeySchema of more than two attributes");
        }
        if (!attributes.keySet().containsAll(names)) {
            throw DynamoDbErrors.invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: "
                    + names + ", AttributeDefinitions: " + attributes.keySet());
        }
        if (names.size() == 2 && names.getFirst().equals(names.get(1))) {
            throw DynamoDbErrors.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (!"HASH".equals(schema.getFirst().keyType())) {
            throw DynamoDbErrors.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (names.size() == 2 && !"RANGE".equals(schema.get(1).keyType())) {
            throw DynamoDbErrors.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        return new KeySchema(
                attribute(names.getFirst(), attributes),
                names.size() == 2 ? attribute(names.get(1), attributes) : null);
    }

    private static Attribute attribute(String name, Map<String, String> attributes) {
        return new Attribute(name, Objects.requireNonNull(attributes.get(name)));
    }

    /** All definitions must be used by some key. */
    static void checkUsed(Map<String, String> attributes, KeySchema keys, List<Index> indexes) {
        Set<String> used = new LinkedHashSet<>();
        keys.attributes().forEach(each -> used.add(each.name()));
        if (indexes.isEmpty() && attributes.size() != used.size()) {
            throw DynamoDbErrors.invalid("Number of attributes in KeySchema does not exactly match number of attributes"
                    + " defined in AttributeDefinitions");
        }
        indexes.forEach(index -> index.keys().attributes().forEach(each -> used.add(each.name())));
        if (!used.containsAll(attributes.keySet())) {
            throw DynamoDbErrors.invalid("Some AttributeDefinitions are not used. AttributeDefinitions: "
                    + attributes.keySet() + ", keys used: " + used);
        }
    }

    /** The throughput of a table, none for on-demand ones. */
    static Index.Throughput throughput(@Nullable ProvisionedThroughput throughput, boolean payPerRequest) {
        if (payPerRequest) {
            if (throughput != null) {
                throw DynamoDbErrors.invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                        + " BillingMode is PAY_PER_REQUEST");
            }
            return Index.Throughput.NONE;
        }
        if (throughput == null || throughput.readCapacityUnits() == null || throughput.writeCapacityUnits() == null) {
            throw DynamoDbErrors.invalid(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        }
        bounded("ReadCapacityUnits", throughput.readCapacityUnits());
        bounded("WriteCapacityUnits", throughput.writeCapacityUnits());
        return new Index.Throughput(throughput.readCapacityUnits(), throughput.writeCapacityUnits());
    }

    private static void bounded(String name, long units) {
        if (units > MAX_UNITS) {
            throw DynamoDbErrors.validation("Given value " + units + " for " + name + " is out of bounds");
        }
    }

    /** The most requests of an on-demand table, null where none are given; -1 lifts a limit. */
    static Table.@Nullable OnDemand onDemand(@Nullable OnDemandThroughput most, boolean payPerRequest) {
        if (most == null) {
            return null;
        }
        Long read = bounded("MaxReadRequestUnits", most.maxReadRequestUnits(), payPerRequest);
        Long write = bounded("MaxWriteRequestUnits", most.maxWriteRequestUnits(), payPerRequest);
        return read == null && write == null ? null : new Table.OnDemand(read, write);
    }

    private static @Nullable Long bounded(String name, @Nullable Long most, boolean payPerRequest) {
        if (most == null || most == -1) {
            return null;
        }
        if (!payPerRequest) {
            throw DynamoDbErrors.invalid(name
                    + " for OnDemandThroughput cannot be specified when the table BillingMode is" + " PROVISIONED");
        }
        if (most < 1) {
            throw DynamoDbErrors.invalid(
                    "Requested " + name + " for OnDemandThroughput for table is outside of valid range");
        }
        return most;
    }

    /** The indexes of a new table, their numbers still to be given. */
    static List<Index> indexes(
            CreateTableInput input, Map<String, String> attributes, KeySchema keys, boolean payPerRequest) {
        List<Index> indexes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (input.localSecondaryIndexes() != null) {
            if (input.localSecondaryIndexes().isEmpty()) {
                throw DynamoDbErrors.invalid("List of LocalSecondaryIndexes is empty");
            }
            if (keys.sort() == null) {
                throw DynamoDbErrors.invalid("Table KeySchema does not have a range key, "
                        + "which is required when specifying a LocalSecondaryIndex");
            }
            for (LocalSecondaryIndex index : input.localSecondaryIndexes()) {
                indexes.add(local(index, attributes, keys));
                checkUnique(names, index.indexName());
            }
            if (indexes.size() > MAX_LOCAL) {
                throw DynamoDbErrors.invalid("Number of LocalSecondaryIndexes exceeds per-table limit of " + MAX_LOCAL);
            }
        }
        if (input.globalSecondaryIndexes() != null) {
            if (input.globalSecondaryIndexes().isEmpty()) {
                throw DynamoDbErrors.invalid("List of GlobalSecondaryIndexes is empty");
            }
            for (GlobalSecondaryIndex index : input.globalSecondaryIndexes()) {
                refuseWarm(index.warmThroughput());
                indexes.add(global(
                        Objects.requireNonNull(index.indexName()),
                        Objects.requireNonNull(index.keySchema()),
                        index.projection(),
                        index.provisionedThroughput(),
                        attributes,
                        payPerRequest,
                        false));
                checkUnique(names, index.indexName());
            }
            if (input.globalSecondaryIndexes().size() > MAX_GLOBAL) {
                throw DynamoDbErrors.invalid("GlobalSecondaryIndex count exceeds the per-table limit of " + MAX_GLOBAL);
            }
        }
        return indexes;
    }

    /** Warm throughput is nothing that one machine could promise. */
    static void refuseWarm(@Nullable Object warmThroughput) {
        if (warmThroughput != null) {
            throw DynamoDbErrors.unsupported("WarmThroughput");
        }
    }

    private static void checkUnique(Set<String> names, @Nullable String name) {
        if (!names.add(String.valueOf(name))) {
            throw DynamoDbErrors.invalid("Duplicate index name: " + name);
        }
    }

    private static Index local(LocalSecondaryIndex index, Map<String, String> attributes, KeySchema tableKeys) {
        String name = Objects.requireNonNull(index.indexName());
        KeySchema keys = keys(Objects.requireNonNull(index.keySchema()), attributes);
        if (keys.sort() == null) {
            throw DynamoDbErrors.invalid("Index KeySchema does not have a range key for index: " + name);
        }
        if (!keys.partition().equals(tableKeys.partition())) {
            throw DynamoDbErrors.invalid(
                    "Index KeySchema does not have the same leading hash key as table KeySchema for"
                            + " index: " + name + ". index hash key: "
                            + keys.partition().name() + ", table hash key: "
                            + tableKeys.partition().name());
        }
        return new Index(
                name,
                false,
                keys,
                projectionType(index.projection()),
                included(index.projection()),
                Index.Throughput.NONE,
                0,
                false,
                null);
    }

    static Index global(
            String name,
            List<KeySchemaElement> schema,
            @Nullable Projection projection,
            @Nullable ProvisionedThroughput throughput,
            Map<String, String> attributes,
            boolean payPerRequest,
            boolean backfilling) {
        KeySchema keys = keys(schema, attributes);
        String type = projectionType(projection);
        List<String> included = included(projection);
        if (payPerRequest && throughput != null) {
            throw DynamoDbErrors.invalid("ProvisionedThroughput should not be specified for index: " + name
                    + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!payPerRequest && throughput == null) {
            throw DynamoDbErrors.invalid("ProvisionedThroughput is not specified for index: " + name);
        }
        return new Index(
                name,
                true,
                keys,
                type,
                included,
                throughput(throughput, payPerRequest),
                0,
                backfilling,
                backfilling ? Index.CREATING : null);
    }

    private static String projectionType(@Nullable Projection projection) {
        String type = projection == null ? null : projection.projectionType();
        if (type == null) {
            throw DynamoDbErrors.invalid("Unknown ProjectionType: null");
        }
        return type;
    }

    private static List<String> included(@Nullable Projection projection) {
        List<String> included = projection == null ? null : projection.nonKeyAttributes();
        String type = projectionType(projection);
        if (included != null && !type.equals("INCLUDE")) {
            throw DynamoDbErrors.invalid("ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        if (included == null && type.equals("INCLUDE")) {
            throw DynamoDbErrors.invalid("ProjectionType is " + type + ", but NonKeyAttributes is not specified");
        }
        return included == null ? List.of() : List.copyOf(included);
    }
}
