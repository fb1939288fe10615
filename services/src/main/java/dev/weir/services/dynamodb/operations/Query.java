package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.QueryInput;
import dev.weir.api.dynamodb.QueryOutput;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.KeySchema;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.Condition;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.KeyTest;
import dev.weir.services.dynamodb.expressions.Kind;
import dev.weir.services.dynamodb.expressions.Projection;
import dev.weir.services.dynamodb.expressions.Roots;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Pages;
import dev.weir.shapes.Call;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "Query". */
public final class Query {
    private final DynamoDbState state;

    public Query(DynamoDbState state) {
        this.state = state;
    }

    private record Plan(
            Map<String, KeyTest> tests,
            @Nullable Condition filter,
            @Nullable Projection projection,
            @Nullable Map<String, Value> start) {}

    public QueryOutput run(Call call, QueryInput input) {
        Parameters parameters = new Parameters()
                .expression(Kind.PROJECTION, input.projectionExpression())
                .expression(Kind.FILTER, input.filterExpression())
                .expression(Kind.KEY_CONDITION, input.keyConditionExpression())
                .legacy("AttributesToGet", input.attributesToGet())
                .legacy("QueryFilter", input.queryFilter())
                .legacy("ConditionalOperator", input.conditionalOperator())
                .legacy("KeyConditions", input.keyConditionExpression() == null ? null : input.keyConditions())
                .exclusive(input.expressionAttributeNames(), input.expressionAttributeValues());
        Map<String, Value> start = Selection.start(input.exclusiveStartKey());
        Plan plan = plan(
                input,
                parameters.check(state.parser(), input.expressionAttributeNames(), input.expressionAttributeValues()),
                start);
        return state.tables()
                .on(call.scope(), Objects.requireNonNull(input.tableName()), open -> query(input, open, plan));
    }

    private static Plan plan(QueryInput input, Expressions expressions, @Nullable Map<String, Value> start) {
        Map<String, KeyTest> tests;
        if (input.keyConditionExpression() != null) {
            tests = expressions.keyTests(input.keyConditionExpression());
        } else if (input.keyConditions() != null) {
            tests = Legacy.keyTests(input.keyConditions());
        } else {
            throw DynamoDbErrors.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        Condition filter = input.filterExpression() != null
                ? expressions.condition(Kind.FILTER, input.filterExpression())
                : Legacy.filter(input.queryFilter(), input.conditionalOperator());
        Projection projection = Projections.of(expressions, input.projectionExpression(), input.attributesToGet());
        expressions.done();
        if (tests.isEmpty() || tests.size() > 2) {
            throw DynamoDbErrors.validation("Conditions can be of length 1 or 2 only");
        }
        return new Plan(tests, filter, projection, start);
    }

    private QueryOutput query(QueryInput input, OpenTable open, Plan plan) {
        boolean consistent = Boolean.TRUE.equals(input.consistentRead());
        Selection selection = Selection.of(
                open,
                input.indexName(),
                input.select(),
                consistent,
                plan.projection(),
                input.projectionExpression() == null ? "AttributesToGet" : "ProjectionExpression");
        if (plan.start() != null) {
            selection.checkStart(plan.start());
        }
        KeySchema keys = selection.tree().keys();
        Value partition = partition(keys, plan.tests());
        KeyTest sort = keys.sort() == null ? null : plan.tests().get(keys.sort().name());
        checkFilter(input, keys, plan.filter());
        boolean reverse = Boolean.FALSE.equals(input.scanIndexForward());
        KeyRange range = KeyRanges.of(selection.tree(), partition, sort);
        if (plan.start() != null) {
            checkStart(selection, plan.start(), partition, sort);
            byte[] after = selection.place(plan.start());
            range = reverse ? range.before(after) : range.after(after);
        }
        state.throttle().admitRead(open.table(), selection.tree().index());
        Pages.Page page = Pages.read(
                state.kernel().store(),
                open,
                range,
                input.limit() == null ? Integer.MAX_VALUE : input.limit(),
                reverse,
                selection.whole());
        Found found = Found.of(
                selection,
                page,
                plan.filter(),
                plan.projection(),
                consistent,
                state.throttle(),
                input.returnConsumedCapacity());
        return QueryOutput.builder()
                .items(found.items())
                .count(found.count())
                .scannedCount(found.scanned())
                .lastEvaluatedKey(found.last())
                .consumedCapacity(found.capacity())
                .build();
    }

    /** The partition that the tests name; checks all of them against the schema. */
    private static Value partition(KeySchema keys, Map<String, KeyTest> tests) {
        if (keys.sort() == null && tests.size() > 1) {
            throw DynamoDbErrors.validation("Query key condition not supported");
        }
        for (KeySchema.Attribute attribute : keys.attributes()) {
            KeyTest test = tests.get(attribute.name());
            boolean hash = attribute.equals(keys.partition());
            if (test instanceof KeyTest.NotIndexable) {
                throw DynamoDbErrors.validation("Attempted conditional constraint is not an indexable operation");
            }
            if (test == null) {
                if (hash || tests.size() > 1) {
                    throw DynamoDbErrors.validation("Query condition missed key schema element: " + attribute.name());
                }
                continue;
            }
            if (!test.value().type().equals(attribute.type())) {
                throw DynamoDbErrors.invalid("Condition parameter type does not match schema type");
            }
            if (hash && !equality(test)) {
                throw DynamoDbErrors.validation("Query key condition not supported");
            }
            if (Values.size(test.value()) == 0 && equality(test)) {
                throw DynamoDbErrors.validation("One or more parameter values are not valid. The AttributeValue for a"
                        + " key attribute cannot contain an empty "
                        + (test.value() instanceof Value.S ? "string" : "binary") + " value. Key: "
                        + attribute.name());
            }
        }
        return Objects.requireNonNull(tests.get(keys.partition().name())).value();
    }

    private static boolean equality(KeyTest test) {
        return test instanceof KeyTest.Compare compare && compare.comparator() == Condition.Comparator.EQ;
    }

    private static void checkFilter(QueryInput input, KeySchema keys, @Nullable Condition filter) {
        if (filter == null) {
            return;
        }
        for (String root : Roots.of(filter)) {
            if (keys.has(root)) {
                throw DynamoDbErrors.validation((input.filterExpression() == null ? "QueryFilter" : "Filter Expression")
                        + " can only contain non-primary key attributes: Primary key attribute: " + root);
            }
        }
    }

    private static void checkStart(
            Selection selection, Map<String, Value> start, Value partition, @Nullable KeyTest sort) {
        KeySchema keys = selection.tree().keys();
        boolean samePartition = partition.equals(start.get(keys.partition().name()));
        if (sort != null && keys.sort() != null) {
            if (!sort.test(Objects.requireNonNull(start.get(keys.sort().name())))) {
                throw DynamoDbErrors.validation("The provided starting key does not match the range key predicate");
            }
            if (!samePartition) {
                throw DynamoDbErrors.validation("The query can return at most one row and cannot be restarted");
            }
        } else if (!samePartition) {
            throw DynamoDbErrors.validation(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
    }
}
