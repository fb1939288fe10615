package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** EventBridge's resources as CloudFormation makes them. */
@ExtendWith(WeirExtension.class)
class EventsStackTest {
    private static final String TEMPLATE = """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
              Bus:
                Type: AWS::Events::EventBus
                Properties:
                  Name: shop%1$s
                  Description: orders
              Policy:
                Type: AWS::Events::EventBusPolicy
                Properties:
                  EventBusName: !Ref Bus
                  StatementId: all
                  Statement:
                    Effect: Allow
                    Principal: "*"
                    Action: events:PutEvents
                    Resource: !GetAtt Bus.Arn
              Kept:
                Type: AWS::Events::Archive
                Properties:
                  SourceArn: !GetAtt Bus.Arn
                  RetentionDays: %2$s
                  EventPattern: {source: [shop]}
              Link:
                Type: AWS::Events::Connection
                Properties:
                  AuthorizationType: API_KEY
                  AuthParameters:
                    ApiKeyAuthParameters: {ApiKeyName: x-key, ApiKeyValue: v}
                    InvocationHttpParameters:
                      HeaderParameters: [{Key: x-a, Value: b}]
              Api:
                Type: AWS::Events::ApiDestination
                Properties:
                  ConnectionArn: !GetAtt Link.Arn
                  InvocationEndpoint: http://127.0.0.1:9/in/*
                  HttpMethod: POST
                  InvocationRateLimitPerSecond: %2$s
              Placed:
                Type: AWS::Events::Rule
                Properties:
                  EventBusName: !Ref Bus
                  EventPattern: {source: [shop], detail-type: [%3$s]}
                  Targets:
                    - Id: queue
                      Arn: !GetAtt Queue.Arn
                      InputTransformer:
                        InputPathsMap: {n: $.detail.n}
                        InputTemplate: '"number <n>"'
                    - Id: api
                      Arn: !GetAtt Api.Arn
                      HttpParameters:
                        PathParameterValues: [$.detail.n]
                        HeaderParameters: {x-b: c}
                      RetryPolicy: {MaximumRetryAttempts: 0}
            Outputs:
              Url: {Value: !Ref Queue}
              Bus: {Value: !Ref Bus}
              Rule: {Value: !GetAtt Placed.Arn}
              Archive: {Value: !Ref Kept}
              Api: {Value: !Ref Api}
              Link: {Value: !Ref Link}
            """;

    @Test
    void aStackOfEventsWorksChangesAndGoes(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        CloudFormationClient cloudformation = Clients.of(weir, CloudFormationClient.builder());
        cloudformation.createStack(b -> b.stackName("events").templateBody(TEMPLATE.formatted("", "3", "new")));
        Map<String, String> made = outputs(weir, cloudformation, "CREATE_COMPLETE");
        world.put("shop", "new", "{\"n\":1}");
        world.put("shop", "old", "{\"n\":2}");
        assertEquals(List.of("\"number 1\""), world.bodies(made.get("Url")));
        assertEquals(
                3,
                world.events
                        .describeArchive(b -> b.archiveName(made.get("Archive")))
                        .retentionDays());
        assertEquals(
                2L,
                world.events
                        .describeArchive(b -> b.archiveName(made.get("Archive")))
                        .eventCount());
        Target api = world.events
                .listTargetsByRule(b -> b.rule(ruleName(made)).eventBusName("shop"))
                .targets()
                .get(1);
        assertEquals("$.detail.n", api.httpParameters().pathParameterValues().getFirst());
        assertTrue(world.events.describeEventBus(b -> b.name("shop")).policy().contains("\"all\""));

        cloudformation.updateStack(b -> b.stackName("events").templateBody(TEMPLATE.formatted("", "4", "old")));
        Map<String, String> updated = outputs(weir, cloudformation, "UPDATE_COMPLETE");
        assertEquals(made, updated);
        assertEquals(
                4,
                world.events
                        .describeApiDestination(b -> b.name(made.get("Api")))
                        .invocationRateLimitPerSecond());
        world.put("shop", "new", "{\"n\":3}");
        world.put("shop", "old", "{\"n\":4}");
        assertEquals(List.of("\"number 4\""), world.bodies(made.get("Url")));

        cloudformation.updateStack(b -> b.stackName("events").templateBody(TEMPLATE.formatted("-two", "4", "old")));
        Map<String, String> replaced = outputs(weir, cloudformation, "UPDATE_COMPLETE");
        assertEquals("shop-two", replaced.get("Bus"));
        assertNotEquals(made.get("Rule"), replaced.get("Rule"));
        world.put("shop-two", "old", "{\"n\":5}");
        assertEquals(List.of("\"number 5\""), world.bodies(made.get("Url")));

        cloudformation.deleteStack(b -> b.stackName("events"));
        weir.untilQuiet();
        assertEquals(1, world.events.listEventBuses(b -> {}).eventBuses().size());
        assertEquals(0, world.events.listArchives(b -> {}).archives().size());
        assertEquals(0, world.events.listConnections(b -> {}).connections().size());
        assertEquals(
                0, world.events.listApiDestinations(b -> {}).apiDestinations().size());
        assertNull(world.events.describeEventBus(b -> b.name("default")).policy());
    }

    private static String ruleName(Map<String, String> outputs) {
        String arn = outputs.get("Rule");
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Map<String, String> outputs(WeirServer weir, CloudFormationClient cloudformation, String status) {
        weir.untilQuiet();
        Stack stack = cloudformation
                .describeStacks(b -> b.stackName("events"))
                .stacks()
                .getFirst();
        assertEquals(
                status,
                stack.stackStatusAsString(),
                () -> cloudformation.describeStackEvents(b -> b.stackName("events")).stackEvents().stream()
                        .filter(event -> event.resourceStatusReason() != null)
                        .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
                        .collect(Collectors.joining("\n")));
        return stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
}
