package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.api.dynamodb.DuplicateItemException;
import dev.weir.api.dynamodb.ExecuteStatementInput;
import dev.weir.api.dynamodb.ExecuteStatementOutput;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.partiql.Statement;
import dev.weir.services.dynamodb.partiql.StatementReader;
import dev.weir.services.dynamodb.state.ConditionFailedException;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemWrite;
import dev.weir.services.dynamodb.state.ItemWrite.Written;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.WriteHops;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "ExecuteStatement". */
public final class ExecuteStatement {
    private static final int MAX_STATEMENT = 8192;

    private final DynamoDbState state;

    public ExecuteStatement(DynamoDbState state) {
        this.state = state;
    }

    /**
     * What a statement that writes did.
     *
     * @param item what it was asked to return of its item, null for nothing
     */
    record Wrote(
            @Nullable Map<String, AttributeValue> item,
            @Nullable ConsumedCapacity capacity) {}

    public ExecuteStatementOutput run(Call call, ExecuteStatementInput input) {
        String text = Objects.requireNonNull(input.statement());
        List<Value> parameters = parameters(input.parameters());
        Statement statement = read(text, parameters);
        if (statement instanceof Statement.Exists) {
            throw DynamoDbErrors.validation("EXISTS can only be used in ExecuteTransaction write requests.");
        }
        return state.tables()
                .on(
                        call.scope(),
                        statement.table(),
                        open -> statement instanceof Statement.Select select
                                ? select(open, select, input, text, parameters)
                                : written(write(
                                        call,
                                        open,
                                        statement,
                                        input.returnValuesOnConditionCheckFailure(),
                                        input.returnConsumedCapacity())));
    }

    static List<Value> parameters(@Nullable List<AttributeValue> given) {
        return given == null ? List.of() : given.stream().map(Attributes::value).toList();
    }

    static Statement read(String text, List<Value> parameters) {
        if (text.length() > MAX_STATEMENT) {
            throw DynamoDbErrors.validation("1 validation error detected: Value at 'statement' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + MAX_STATEMENT);
        }
        return StatementReader.read(text, parameters);
    }

    private ExecuteStatementOutput select(
            OpenTable open, Statement.Select select, ExecuteStatementInput input, String text, List<Value> parameters) {
        Map<String, Value> start =
                input.nextToken() == null ? null : NextToken.read(input.nextToken(), text, parameters);
        PartiQlReads.Page page = new PartiQlReads(state, open, select, Boolean.TRUE.equals(input.consistentRead()))
                .page(input.limit(), start, input.returnConsumedCapacity());
        return ExecuteStatementOutput.builder()
                .items(page.items())
                .nextToken(page.last() == null ? null : NextToken.of(text, parameters, page.last()))
                .lastEvaluatedKey(page.last() == null ? null : Attributes.attributes(page.last()))
                .consumedCapacity(page.capacity())
                .build();
    }

    private static ExecuteStatementOutput written(Wrote wrote) {
        return ExecuteStatementOutput.builder()
                .items(wrote.item() == null ? List.of() : List.of(wrote.item()))
                .consumedCapacity(wrote.capacity())
                .build();
    }

    /** Writes in a transaction of the store's own. */
    Wrote write(
            Call call,
            OpenTable open,
            Statement statement,
            @Nullable String onFailure,
            @Nullable String returnCapacity) {
        ItemWrite write = PartiQlWrites.write(statement, open);
        WriteHops hops = new WriteHops(state.kernel().journal(), call.scope(), call.cause());
        Written written;
        try {
            state.throttle().admitWrite(open.table());
            written = state.items().write(write, hops);
        } catch (ConditionFailedException e) {
            boolean insert = statement instanceof Statement.Insert;
            hops.failed(write, insert ? "the item is there already" : "the WHERE clause did not hold");
            throw insert
                    ? new DuplicateItemException("Duplicate primary key exists in table")
                    : DynamoDbErrors.conditionFailed(ItemWriter.failedItem(e, onFailure));
        } catch (AwsException e) {
            hops.failed(write, e.getMessage());
            throw e;
        }
        Map<String, Value> told = told(statement, written);
        return new Wrote(
                told == null || told.isEmpty() ? null : Attributes.attributes(told),
                ItemWriter.capacity(state, open.table(), written, returnCapacity));
    }

    private static @Nullable Map<String, Value> told(Statement statement, Written written) {
        return switch (statement) {
            case Statement.Update update
            when update.returning() != null -> {
                Map<String, Value> image = update.returning().old() ? written.before() : written.after();
                yield update.returning().modified() ? ItemUpdates.touched(image, update.actions()) : image;
            }
            case Statement.Delete delete when delete.returning() != null -> written.before();
            default -> null;
        };
    }
}
