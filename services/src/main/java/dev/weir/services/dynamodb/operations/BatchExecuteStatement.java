package dev.weir.services.dynamodb.operations;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.BatchExecuteStatementInput;
import dev.weir.api.dynamodb.BatchExecuteStatementOutput;
import dev.weir.api.dynamodb.BatchStatementError;
import dev.weir.api.dynamodb.BatchStatementRequest;
import dev.weir.api.dynamodb.BatchStatementResponse;
import dev.weir.api.dynamodb.ConditionalCheckFailedExceptionDetail;
import dev.weir.api.dynamodb.ConsumedCapacity;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.partiql.Statement;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.OpenTable;
import dev.weir.services.dynamodb.state.Tables;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API Reference, "BatchExecuteStatement": each statement succeeds or fails for itself. */
public final class BatchExecuteStatement {
    private static final Map<String, String> CODES = Map.of(
            "ValidationException", "ValidationError",
            "ConditionalCheckFailedException", "ConditionalCheckFailed",
            "DuplicateItemException", "DuplicateItem",
            "ResourceNotFoundException", "ResourceNotFound",
            "ProvisionedThroughputExceededException", "ProvisionedThroughputExceeded",
            "ThrottlingException", "ThrottlingError");

    private final DynamoDbState state;
    private final ExecuteStatement single;

    public BatchExecuteStatement(DynamoDbState state) {
        this.state = state;
        this.single = new ExecuteStatement(state);
    }

    private record Done(
            @Nullable Map<String, AttributeValue> item,
            @Nullable ConsumedCapacity capacity) {}

    public BatchExecuteStatementOutput run(Call call, BatchExecuteStatementInput input) {
        List<BatchStatementResponse> responses = new ArrayList<>();
        List<ConsumedCapacity> capacities = new ArrayList<>();
        for (BatchStatementRequest request : Objects.requireNonNull(input.statements())) {
            responses.add(run(call, request, input.returnConsumedCapacity(), capacities));
        }
        return BatchExecuteStatementOutput.builder()
                .responses(responses)
                .consumedCapacity(capacities.isEmpty() ? null : capacities)
                .build();
    }

    private BatchStatementResponse run(
            Call call,
            BatchStatementRequest request,
            @Nullable String returnCapacity,
            List<ConsumedCapacity> capacities) {
        BatchStatementResponse.Builder response = BatchStatementResponse.builder();
        try {
            List<Value> parameters = ExecuteStatement.parameters(request.parameters());
            Statement statement = ExecuteStatement.read(Objects.requireNonNull(request.statement()), parameters);
            response.tableName(Tables.tableName(call.scope(), statement.table()));
            Done done = state.tables()
                    .on(call.scope(), statement.table(), open -> run(call, open, statement, request, returnCapacity));
            if (done.capacity() != null) {
                capacities.add(done.capacity());
            }
            return response.item(done.item()).build();
        } catch (AwsException e) {
            return response.error(BatchStatementError.builder()
                            .code(CODES.getOrDefault(e.code(), "InternalServerError"))
                            .message(e.getMessage())
                            .item(
                                    e.detail() instanceof ConditionalCheckFailedExceptionDetail detail
                                            ? detail.item()
                                            : null)
                            .build())
                    .build();
        }
    }

    private Done run(
            Call call,
            OpenTable open,
            Statement statement,
            BatchStatementRequest request,
            @Nullable String returnCapacity) {
        if (statement instanceof Statement.Exists) {
            throw DynamoDbErrors.validation("EXISTS can only be used in ExecuteTransaction write requests.");
        }
        if (!(statement instanceof Statement.Select select)) {
            ExecuteStatement.Wrote wrote =
                    single.write(call, open, statement, request.returnValuesOnConditionCheckFailure(), returnCapacity);
            return new Done(wrote.item(), wrote.capacity());
        }
        PartiQlReads read = select.index() != null
                ? null
                : new PartiQlReads(state, open, select, Boolean.TRUE.equals(request.consistentRead()));
        if (read == null || read.single() == null) {
            throw DynamoDbErrors.validation(
                    "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
        }
        PartiQlReads.Page page = read.page(null, null, returnCapacity);
        return new Done(page.items().isEmpty() ? null : page.items().getFirst(), page.capacity());
    }
}
