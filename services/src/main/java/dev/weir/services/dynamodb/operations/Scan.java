package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.ScanInput;
import dev.weir.api.dynamodb.ScanOutput;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Pages;
import dev.weir.shapes.Call;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "Scan". Segments split the partitions by their hashes. */
public final class Scan {
    private final DynamoDbState state;

    public Scan(DynamoDbState state) {
        this.state = state;
    }

    public ScanOutput run(Call call, ScanInput input) {
        Parameters parameters = new Parameters()
                .expression(Kind.PROJECTION, input.projectionExpression())
                .expression(Kind.FILTER, input.filterExpression())
                .legacy("AttributesToGet", input.attributesToGet())
                .legacy("ScanFilter", input.scanFilter())
                .legacy("ConditionalOperator", input.conditionalOperator())
                .exclusive(input.expressionAttributeNames(), input.expressionAttributeValues());
        Map<String, Value> start = Selection.start(input.exclusiveStartKey());
        checkSegments(input);
        Expressions expressions =
                parameters.check(state.parser(), input.expressionAttributeNames(), input.expressionAttributeValues());
        Condition filter = input.filterExpression() != null
                ? expressions.condition(Kind.FILTER, input.filterExpression())
                : Legacy.filter(input.scanFilter(), input.conditionalOperator());
        Projection projection = Projections.of(expressions, input.projectionExpression(), input.attributesToGet());
        expressions.done();
        return state.tables()
                .on(
                        call.scope(),
                        Objects.requireNonNull(input.tableName()),
                        open -> scan(input, open, filter, projection, start));
    }

    private static void checkSegments(ScanInput input) {
        Integer segment = input.segment();
        Integer total = input.totalSegments();
        if (segment != null && total == null) {
            throw DynamoDbErrors.validation("The TotalSegments parameter is required but was not present in the request"
                    + " when Segment parameter is present");
        }
        if (total != null && segment == null) {
            throw DynamoDbErrors.validation("The Segment parameter is required but was not present in the request when"
                    + " parameter TotalSegments is present");
        }
        if (total != null && segment != null && segment >= total) {
            throw DynamoDbErrors.validation("The Segment parameter is zero-based and must be less than parameter"
                    + " TotalSegments: Segment: " + segment + " is not less than TotalSegments: " + total);
        }
    }

    private ScanOutput scan(
            ScanInput input,
            OpenTable open,
            @Nullable Condition filter,
            @Nullable Projection projection,
            @Nullable Map<String, Value> start) {
        boolean consistent = Boolean.TRUE.equals(input.consistentRead());
        Selection selection = Selection.of(
                open,
                input.indexName(),
                input.select(),
                consistent,
                projection,
                input.projectionExpression() == null ? "AttributesToGet" : "ProjectionExpression");
        KeyRange range = range(selection.tree(), input.segment(), input.totalSegments());
        if (start != null) {
            selection.checkStart(start, ": The provided key element does not match the schema", true);
            byte[] after = selection.place(start);
            if (!range.contains(after)) {
                throw DynamoDbErrors.validation("Exclusive start key must lie within the segment");
            }
            range = range.after(after);
        }
        state.throttle().admitRead(open.table(), selection.tree().index());
        Pages.Page page = Pages.read(
                state.kernel().store(),
                open,
                range,
                input.limit() == null ? Integer.MAX_VALUE : input.limit(),
                false,
                selection.whole());
        Found found = Found.of(
                selection, page, filter, projection, consistent, state.throttle(), input.returnConsumedCapacity());
        return ScanOutput.builder()
                .items(found.items())
                .count(found.count())
                .scannedCount(found.scanned())
                .lastEvaluatedKey(found.last())
                .consumedCapacity(found.capacity())
                .build();
    }

    private static KeyRange range(OpenTable.Tree tree, @Nullable Integer segment, @Nullable Integer total) {
        KeyRange all = KeyRange.prefix(tree.prefix());
        if (segment == null || total == null) {
            return all;
        }
        byte[] from = segment == 0 ? all.start() : boundary(tree, segment, total);
        byte[] to = segment == total - 1 ? all.end() : boundary(tree, segment + 1, total);
        return new KeyRange(from, to);
    }

    private static byte[] boundary(OpenTable.Tree tree, long segment, long total) {
        long upper = (segment << 32) / total;
        return new Bytes(tree.prefix().length + 8)
                .raw(tree.prefix())
                .fixed(upper << 32)
                .toBytes();
    }
}
