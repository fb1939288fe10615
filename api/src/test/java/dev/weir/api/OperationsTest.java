package dev.weir.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.apigateway.ApiGatewayBinding;
import dev.weir.api.apigateway.ApiGatewayOperations;
import dev.weir.api.apigatewayv2.ApiGatewayV2Binding;
import dev.weir.api.apigatewayv2.ApiGatewayV2Operations;
import dev.weir.api.cloudformation.CloudFormationBinding;
import dev.weir.api.cloudformation.CloudFormationOperations;
import dev.weir.api.dynamodb.DynamoDbBinding;
import dev.weir.api.dynamodb.DynamoDbOperations;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsBinding;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsOperations;
import dev.weir.api.events.EventBridgeBinding;
import dev.weir.api.events.EventBridgeOperations;
import dev.weir.api.iam.IamBinding;
import dev.weir.api.iam.IamOperations;
import dev.weir.api.lambda.LambdaBinding;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.logs.LogsBinding;
import dev.weir.api.logs.LogsOperations;
import dev.weir.api.s3.S3Binding;
import dev.weir.api.s3.S3Operations;
import dev.weir.api.sns.SnsBinding;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sqs.ListQueuesRequest;
import dev.weir.api.sqs.ListQueuesResult;
import dev.weir.api.sqs.SqsApi;
import dev.weir.api.sqs.SqsBinding;
import dev.weir.api.sqs.SqsOperations;
import dev.weir.api.sts.StsBinding;
import dev.weir.api.sts.StsOperations;
import dev.weir.codegen.model.ModelFile;
import dev.weir.codegen.model.ServiceModel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ServiceBinding;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every operation of every model. */
class OperationsTest {
    static List<ServiceBinding> bindings() {
        return List.of(
                new ApiGatewayBinding(new ApiGatewayOperations() {}),
                new ApiGatewayV2Binding(new ApiGatewayV2Operations() {}),
                new CloudFormationBinding(new CloudFormationOperations() {}),
                new DynamoDbBinding(new DynamoDbOperations() {}),
                new DynamoDbStreamsBinding(new DynamoDbStreamsOperations() {}),
                new EventBridgeBinding(new EventBridgeOperations() {}),
                new IamBinding(new IamOperations() {}),
                new LambdaBinding(new LambdaOperations() {}),
                new LogsBinding(new LogsOperations() {}),
                new S3Binding(new S3Operations() {}),
                new SnsBinding(new SnsOperations() {}),
                new SqsBinding(new SqsOperations() {}),
                new StsBinding(new StsOperations() {}));
    }

    private static Call call() {
        return Call.internal(Scope.DEFAULT, "1", "localhost:4566", Cause.NONE);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void everyOperationOfTheModelIsRefusedByName(ServiceBinding binding) throws IOException {
        String id = binding.schema().id();
        ServiceModel model = ModelFile.read(Path.of("../models/" + id + ".json"));
        assertEquals(
                List.copyOf(model.operations().keySet()),
                binding.schema().operations().stream().map(Operation::name).toList());
        for (Operation operation : binding.schema().operations()) {
            assertFalse(binding.implemented(operation), operation.name());
            Shape input = Tree.read(Map.of(), operation.reader());
            assertSame(operation.input(), input.schema());
            AwsException refusal = assertThrows(AwsException.class, () -> binding.call(operation, call(), input));
            assertEquals(501, refusal.status());
            assertEquals("weir does not implement " + id + ":" + operation.name() + ".", refusal.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void everyUriLabelIsARequiredMember(ServiceBinding binding) {
        for (Operation operation : binding.schema().operations()) {
            Set<String> labels = new HashSet<>();
            var matcher = java.util.regex.Pattern.compile("\\{([^}+]+)\\+?}").matcher(operation.uri());
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }
            Set<String> members = new HashSet<>();
            for (Member member : operation.input().members()) {
                if (member.traits().location() == Member.Location.URI) {
                    assertTrue(member.required(), operation.name());
                    String name = member.traits().locationName();
                    members.add(name == null ? member.name() : name);
                }
            }
            assertEquals(members, labels, operation.name());
        }
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void everySchemaThatAnOperationReachesIsWhole(ServiceBinding binding) {
        Set<Schema> seen = new HashSet<>();
        for (Operation operation : binding.schema().operations()) {
            walk(operation.input(), seen);
            walk(operation.output(), seen);
        }
        assertTrue(seen.size() > binding.schema().operations().size());
    }

    private static void walk(Schema schema, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        if (schema.type() == ShapeType.LIST) {
            assertEquals("member", schema.element().name());
        } else if (schema.type() == ShapeType.MAP) {
            assertEquals(
                    List.of("key", "value"),
                    List.of(schema.key().name(), schema.value().name()));
        }
        for (Member member : schema.members()) {
            assertSame(member, schema.members().get(member.index()));
            assertSame(member.schema(), member.schema());
            walk(member.schema(), seen);
        }
    }

    @Test
    void anOverriddenOperationIsCalled() {
        ListQueuesResult result =
                ListQueuesResult.builder().queueUrls(List.of("q")).build();
        SqsBinding binding = new SqsBinding(new SqsOperations() {
            @Override
            public ListQueuesResult listQueues(Call call, ListQueuesRequest input) {
                return result;
            }
        });
        List<Operation> implemented =
                SqsApi.SCHEMA.operations().stream().filter(binding::implemented).toList();
        assertEquals(
                List.of("ListQueues"), implemented.stream().map(Operation::name).toList());
        assertSame(
                result,
                binding.call(
                        implemented.get(0), call(), ListQueuesRequest.builder().build()));
    }
}
