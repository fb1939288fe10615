package dev.weir.tests.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Hop;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Stages of REST APIs as targets of rules. */
@ExtendWith(WeirExtension.class)
class StageTargetTest {
    @Test
    void aRuleCallsAStageAndItsDeadLetterQueueTakesWhatTheApiRefuses(WeirServer weir) {
        weir.clock().freeze();
        String function = Clients.of(weir, LambdaClient.builder())
                .createFunction(Zips.node("f", "exports.handler = async (e) => ({statusCode: 200, body: ''})")
                        .build())
                .functionArn();
        ApiGatewayClient gateway = Clients.of(weir, ApiGatewayClient.builder());
        String api = gateway.createRestApi(b -> b.name("a")).id();
        String root =
                gateway.getResources(b -> b.restApiId(api)).items().getFirst().id();
        gateway.putMethod(
                b -> b.restApiId(api).resourceId(root).httpMethod("POST").authorizationType("NONE"));
        gateway.putIntegration(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("POST")
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + function + "/invocations"));
        gateway.createDeployment(b -> b.restApiId(api).stageName("prod"));
        SqsClient sqs = Clients.of(weir, SqsClient.builder());
        String dead = sqs.createQueue(b -> b.queueName("dead")).queueUrl();
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        events.putRule(b -> b.name("r").eventPattern("{\"source\":[\"shop\"]}"));
        String stage = "arn:aws:execute-api:us-east-1:000000000000:" + api;
        events.putTargets(b -> b.rule("r").targets(t -> t.id("good").arn(stage + "/prod/POST/"), t -> t.id("bad")
                .arn(stage + "/none/POST/")
                .deadLetterConfig(d -> d.arn("arn:aws:sqs:us-east-1:000000000000:dead"))));
        events.putEvents(
                b -> b.entries(e -> e.source("shop").detailType("order").detail("{}")));
        weir.untilQuiet();
        List<Hop> hops = weir.kernel().journal().touching(function, 10);
        assertEquals(
                1,
                hops.stream().filter(hop -> hop.kind().equals("lambda.Return")).count());
        assertEquals(
                "1",
                sqs.getQueueAttributes(
                                b -> b.queueUrl(dead).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
