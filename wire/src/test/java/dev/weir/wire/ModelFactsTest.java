package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.apigateway.ApiGatewayApi;
import dev.weir.api.apigatewayv2.ApiGatewayV2Api;
import dev.weir.api.cloudformation.CloudFormationApi;
import dev.weir.api.dynamodb.DynamoDbApi;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsApi;
import dev.weir.api.events.EventBridgeApi;
import dev.weir.api.iam.IamApi;
import dev.weir.api.lambda.LambdaApi;
import dev.weir.api.logs.LogsApi;
import dev.weir.api.s3.S3Api;
import dev.weir.api.sns.SnsApi;
import dev.weir.api.sqs.SqsApi;
import dev.weir.api.sts.StsApi;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ServiceSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What routing and validation read out of models and hosts. */
class ModelFactsTest {
    private static final List<ServiceSchema> ALL = List.of(
            ApiGatewayApi.SCHEMA,
            ApiGatewayV2Api.SCHEMA,
            CloudFormationApi.SCHEMA,
            DynamoDbApi.SCHEMA,
            DynamoDbStreamsApi.SCHEMA,
            EventBridgeApi.SCHEMA,
            IamApi.SCHEMA,
            LambdaApi.SCHEMA,
            LogsApi.SCHEMA,
            S3Api.SCHEMA,
            SnsApi.SCHEMA,
            SqsApi.SCHEMA,
            StsApi.SCHEMA);

    @Test
    void knowsEveryPattern() {
        Set<Schema> seen = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (ServiceSchema service : ALL) {
            for (Operation operation : service.operations()) {
                patterns(operation.input(), seen, unknown);
            }
        }
        assertEquals(List.of(), unknown);
        assertEquals(true, seen.size() > 2000, () -> "models are missing: " + seen.size());
    }

    private static void patterns(Schema schema, Set<Schema> seen, List<String> unknown) {
        if (seen.add(schema)) {
            String pattern = schema.constraints().pattern();
            if (pattern != null) {
                try {
                    Pattern.compile(pattern);
                } catch (PatternSyntaxException e) {
                    unknown.add(schema + ": " + e.getMessage());
                }
            }
            schema.members().forEach(member -> patterns(member.schema(), seen, unknown));
        }
    }

    @Test
    void readsHosts() {
        Stream.of(
                        "sqs.eu-west-1.amazonaws.com|sqs|eu-west-1|",
                        "eu-west-1.queue.amazonaws.com|sqs|eu-west-1|",
                        "dynamodb.us-gov-west-1.amazonaws.com|dynamodb|us-gov-west-1|",
                        "s3.amazonaws.com|s3||",
                        "s3-eu-west-1.amazonaws.com|s3|eu-west-1|",
                        "a.b.s3.eu-west-1.amazonaws.com:443|s3|eu-west-1|a.b",
                        "a.s3.localhost:4566|s3||a",
                        "localhost:4566|||",
                        "127.0.0.1:4566|||",
                        "[::1]:4566|||")
                .forEach(line -> {
                    String[] fields = line.split("\\|", -1);
                    assertEquals(new HostName(fields[1], fields[2], fields[3]), HostName.of(fields[0]), line);
                });
    }
}
