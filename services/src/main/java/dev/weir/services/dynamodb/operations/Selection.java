package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Index;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.shapes.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query or scan reads: the table or an index, and which attributes.
 *
 * @param whole whether the items are read from the table though the entries come from an index
 */
record Selection(OpenTable open, OpenTable.Tree tree, boolean count, boolean whole) {

    static Selection of(
            OpenTable open,
            @Nullable String indexName,
            @Nullable String select,
            boolean consistent,
            @Nullable Projection projection,
            String projectionParameter) {
        checkSelect(select, indexName, projection, projectionParameter);
        OpenTable.Tree tree = tree(open, indexName);
        Projections.checkScalars(open.table(), projection);
        Index index = tree.index();
        boolean whole = false;
        if (index != null) {
            if (index.global() && consistent) {
                throw DynamoDbErrors.validation("Consistent reads are not supported on global secondary indexes");
            }
            if (index.backfilling()) {
                throw DynamoDbErrors.validation("Cannot read from backfilling global secondary index: " + index.name());
            }
            whole = "ALL_ATTRIBUTES".equals(select) && !index.projection().equals("ALL");
            if (whole && index.global()) {
                throw DynamoDbErrors.invalid("Select type ALL_ATTRIBUTES is not supported for global secondary index "
                        + index.name() + " because its projection type is not ALL");
            }
            whole |= unprojected(open.table(), index, projection);
        }
        return new Selection(open, tree, "COUNT".equals(select), whole);
    }

    private static void checkSelect(
            @Nullable String select,
            @Nullable String indexName,
            @Nullable Projection projection,
            String projectionParameter) {
        if (select == null) {
            return;
        }
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && indexName == null) {
            throw DynamoDbErrors.invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
        if (select.equals("SPECIFIC_ATTRIBUTES")) {
            if (projection == null) {
                throw DynamoDbErrors.invalid("Must specify the AttributesToGet or ProjectionExpression when choosing"
                        + " to get SPECIFIC_ATTRIBUTES");
            }
        } else if (projection != null) {
            throw DynamoDbErrors.invalid("Cannot specify the " + projectionParameter + " when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        }
    }

    /** Whether a local index must turn to the table for what is asked; a global one cannot. */
    private static boolean unprojected(Table table, Index index, @Nullable Projection projection) {
        if (projection == null) {
            return false;
        }
        List<String> missing = projection.paths().stream()
                .map(Path::root)
                .filter(root -> !index.projects(root, table.keys()))
                .distinct()
                .toList();
        if (!missing.isEmpty() && index.global()) {
            throw DynamoDbErrors.invalid("Global secondary index " + index.name() + " does not project " + missing);
        }
        return !missing.isEmpty();
    }

    private static OpenTable.Tree tree(OpenTable open, @Nullable String indexName) {
        if (indexName == null) {
            return open.items();
        }
        for (OpenTable.Tree tree : open.indexes()) {
            Index index = tree.index();
            if (index != null && index.name().equals(indexName) && !Index.DELETING.equals(index.status())) {
                return tree;
            }
        }
        throw DynamoDbErrors.validation("The table does not have the specified index: " + indexName);
    }

    /** The key to go on after an entry: the table's and the index's key attributes. */
    Map<String, AttributeValue> keyOf(Map<String, Value> entry) {
        Map<String, Value> key = new LinkedHashMap<>(ItemRules.key(open.table().keys(), entry));
        key.putAll(ItemRules.key(tree.keys(), entry));
        return Attributes.attributes(key);
    }

    /** An ExclusiveStartKey's values, null where there is none. */
    static @Nullable Map<String, Value> start(@Nullable Map<String, AttributeValue> key) {
        try {
            return key == null ? null : Attributes.values(key);
        } catch (AwsException e) {
            throw DynamoDbErrors.validation("The provided starting key is invalid: " + e.getMessage());
        }
    }

    /** Checks the ExclusiveStartKey of a query. */
    void checkStart(Map<String, Value> start) {
        checkStart(start, "", false);
    }

    /**
     * Checks an ExclusiveStartKey.
     *
     * @param why what follows {@code The provided starting key is invalid}
     * @param typesToo whether values of other types are said to be that, too
     */
    void checkStart(Map<String, Value> start, String why, boolean typesToo) {
        Map<String, KeySchema.Attribute> wanted = new LinkedHashMap<>();
        open.table().keys().attributes().forEach(each -> wanted.put(each.name(), each));
        tree.keys().attributes().forEach(each -> wanted.put(each.name(), each));
        boolean types = wanted.values().stream()
                .allMatch(each -> start.get(each.name()) instanceof Value value
                        && value.type().equals(each.type()));
        if (!start.keySet().equals(wanted.keySet()) || typesToo && !types) {
            throw DynamoDbErrors.validation("The provided starting key is invalid" + why);
        }
        if (!types) {
            throw DynamoDbErrors.keySchemaMismatch();
        }
    }

    /** Where an entry with that key lies, or would. */
    byte[] place(Map<String, Value> key) {
        return tree.index() == null ? open.itemKey(key) : open.entryKey(tree, key);
    }
}
