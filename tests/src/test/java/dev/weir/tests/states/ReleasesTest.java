package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.ValidationException;

@ExtendWith(WeirExtension.class)
class ReleasesTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    private final WeirServer weir;
    private final SfnClient states;

    ReleasesTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private static String pass(int result) {
        return "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"Result\":" + result + ",\"End\":true}}}";
    }

    private String machine() {
        return states.createStateMachine(b -> b.name("m").roleArn(ROLE).definition(pass(1)))
                .stateMachineArn();
    }

    private String output(String arn) {
        String execution = states.startExecution(b -> b.stateMachineArn(arn)).executionArn();
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution)).output();
    }

    private static String message(SfnException e) {
        return e.awsErrorDetails().errorMessage();
    }

    private static RoutingConfigurationListItem route(String version, int weight) {
        return RoutingConfigurationListItem.builder()
                .stateMachineVersionArn(version)
                .weight(weight)
                .build();
    }

    @Test
    void aVersionRunsAsItWasPublished() {
        String machine = machine();
        String one = states.publishStateMachineVersion(
                        b -> b.stateMachineArn(machine).description("first"))
                .stateMachineVersionArn();
        assertEquals(machine + ":1", one);
        assertEquals(
                one,
                states.publishStateMachineVersion(b -> b.stateMachineArn(machine))
                        .stateMachineVersionArn());
        var updated = states.updateStateMachine(
                b -> b.stateMachineArn(machine).definition(pass(2)).publish(true));
        assertEquals(machine + ":2", updated.stateMachineVersionArn());
        assertEquals("1", output(one));
        assertEquals("2", output(machine + ":2"));
        assertEquals("2", output(machine));
        assertEquals(
                "first",
                states.describeStateMachine(b -> b.stateMachineArn(one)).description());
        assertEquals(
                pass(1),
                states.describeStateMachine(b -> b.stateMachineArn(one)).definition());
        assertEquals(
                List.of(machine + ":2", machine + ":1"),
                states.listStateMachineVersions(b -> b.stateMachineArn(machine)).stateMachineVersions().stream()
                        .map(StateMachineVersionListItem::stateMachineVersionArn)
                        .toList());
        var page =
                states.listStateMachineVersions(b -> b.stateMachineArn(machine).maxResults(1));
        assertEquals(
                machine + ":1",
                states.listStateMachineVersions(b -> b.stateMachineArn(machine).nextToken(page.nextToken()))
                        .stateMachineVersions()
                        .getFirst()
                        .stateMachineVersionArn());
        var runs = states.listExecutions(b -> b.stateMachineArn(one)).executions();
        assertEquals(1, runs.size());
        assertEquals(one, runs.getFirst().stateMachineVersionArn());
        assertEquals(machine, runs.getFirst().stateMachineArn());
        assertEquals(
                one,
                states.getExecutionHistory(b -> b.executionArn(runs.getFirst().executionArn()))
                        .events()
                        .getFirst()
                        .executionStartedEventDetails()
                        .stateMachineVersionArn());
    }

    @Test
    void aRevisionThatIsNotThePresentOneIsNotPublished() {
        String machine = machine();
        String revision = states.updateStateMachine(
                        b -> b.stateMachineArn(machine).definition(pass(2)))
                .revisionId();
        assertEquals(
                revision,
                states.updateStateMachine(b -> b.stateMachineArn(machine).definition(pass(2)))
                        .revisionId());
        String next = states.updateStateMachine(b -> b.stateMachineArn(machine).definition(pass(3)))
                .revisionId();
        ConflictException refused = assertThrows(
                ConflictException.class,
                () -> states.publishStateMachineVersion(
                        b -> b.stateMachineArn(machine).revisionId(revision)));
        assertEquals(
                "Failed to publish the State Machine version for revision " + revision
                        + ". The current State Machine revision is " + next + ".",
                message(refused));
        assertEquals(
                machine + ":1",
                states.publishStateMachineVersion(
                                b -> b.stateMachineArn(machine).revisionId(next))
                        .stateMachineVersionArn());
        ValidationException undescribed = assertThrows(
                ValidationException.class,
                () -> states.updateStateMachine(
                        b -> b.stateMachineArn(machine).definition(pass(4)).versionDescription("d")));
        assertEquals("Version description can only be set when publish is true", message(undescribed));
    }

    @Test
    void numbersOfVersionsAreNotGivenTwice() {
        String version = states.createStateMachine(
                        b -> b.name("m").roleArn(ROLE).definition(pass(1)).publish(true))
                .stateMachineVersionArn();
        states.deleteStateMachineVersion(b -> b.stateMachineVersionArn(version));
        states.deleteStateMachineVersion(b -> b.stateMachineVersionArn(version));
        String machine = version.substring(0, version.length() - 2);
        assertEquals(
                machine + ":2",
                states.publishStateMachineVersion(b -> b.stateMachineArn(machine))
                        .stateMachineVersionArn());
        assertThrows(SfnException.class, () -> states.startExecution(b -> b.stateMachineArn(version)));
    }

    @Test
    void anAliasLeadsToItsVersionsByWeight() {
        String one = states.createStateMachine(
                        b -> b.name("m").roleArn(ROLE).definition(pass(1)).publish(true))
                .stateMachineVersionArn();
        String machine = one.substring(0, one.length() - 2);
        String two = states.updateStateMachine(
                        b -> b.stateMachineArn(machine).definition(pass(2)).publish(true))
                .stateMachineVersionArn();
        String alias = states.createStateMachineAlias(
                        b -> b.name("live").description("d").routingConfiguration(route(one, 100)))
                .stateMachineAliasArn();
        assertEquals(machine + ":live", alias);
        assertEquals("1", output(alias));
        states.updateStateMachineAlias(
                b -> b.stateMachineAliasArn(alias).routingConfiguration(route(one, 50), route(two, 50)));
        for (int i = 0; i < 60; i++) {
            states.startExecution(b -> b.stateMachineArn(alias));
        }
        weir.untilQuiet();
        var runs = states.listExecutions(b -> b.stateMachineArn(alias)).executions();
        assertEquals(61, runs.size());
        assertTrue(runs.stream().allMatch(run -> alias.equals(run.stateMachineAliasArn())));
        long second = runs.stream()
                .filter(run -> two.equals(run.stateMachineVersionArn()))
                .count();
        assertTrue(second > 5 && second < 55, "went to the second: " + second);
        assertEquals(
                List.of(alias),
                states.listStateMachineAliases(b -> b.stateMachineArn(two)).stateMachineAliases().stream()
                        .map(StateMachineAliasListItem::stateMachineAliasArn)
                        .toList());
        ConflictException used = assertThrows(
                ConflictException.class, () -> states.deleteStateMachineVersion(b -> b.stateMachineVersionArn(two)));
        assertEquals(
                "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this"
                        + " version: [live]",
                message(used));
        var described = states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias));
        assertEquals("d", described.description());
        assertEquals(List.of(route(one, 50), route(two, 50)), described.routingConfiguration());
        states.deleteStateMachineAlias(b -> b.stateMachineAliasArn(alias));
        states.deleteStateMachineAlias(b -> b.stateMachineAliasArn(alias));
        states.deleteStateMachineVersion(b -> b.stateMachineVersionArn(two));
        assertThrows(
                ResourceNotFoundException.class,
                () -> states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias)));
    }

    @Test
    void whatIsWrongWithRoutesIsSaid() {
        String one = states.createStateMachine(
                        b -> b.name("m").roleArn(ROLE).definition(pass(1)).publish(true))
                .stateMachineVersionArn();
        String machine = one.substring(0, one.length() - 2);
        assertEquals(
                "Routing configuration must contain state machine version ARNs. Received: [" + machine + "]",
                message(assertThrows(
                        ValidationException.class,
                        () -> states.createStateMachineAlias(
                                b -> b.name("a").routingConfiguration(route(machine, 100))))));
        assertEquals(
                "Routing configuration must contain distinct state machine version ARNs. Received: [" + one + ", " + one
                        + "]",
                message(assertThrows(
                        ValidationException.class,
                        () -> states.createStateMachineAlias(
                                b -> b.name("a").routingConfiguration(route(one, 50), route(one, 50))))));
        assertEquals(
                "Sum of routing configuration weights must equal 100. Received: [99]",
                message(assertThrows(
                        ValidationException.class,
                        () -> states.createStateMachineAlias(b -> b.name("a").routingConfiguration(route(one, 99))))));
        assertEquals(
                "Request references a resource that does not exist.",
                message(assertThrows(
                        ResourceNotFoundException.class,
                        () -> states.createStateMachineAlias(
                                b -> b.name("a").routingConfiguration(route(machine + ":7", 100))))));
        states.createStateMachineAlias(b -> b.name("a").routingConfiguration(route(one, 100)));
        states.createStateMachineAlias(b -> b.name("a").routingConfiguration(route(one, 100)));
        assertEquals(
                "Failed to create alias because an alias with the same name and a different routing configuration"
                        + " already exists.",
                message(assertThrows(
                        ConflictException.class,
                        () -> states.createStateMachineAlias(
                                b -> b.name("a").description("other").routingConfiguration(route(one, 100))))));
    }

    private static String template(int result, String preference) {
        return """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Machine:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Role: arn:aws:iam::000000000000:role/r
                      AutoPublishAlias: live
                      DeploymentPreference: %s
                      Definition: {StartAt: P, States: {P: {Type: Pass, Result: %d, End: true}}}
                  Pinned:
                    Type: AWS::StepFunctions::StateMachineAlias
                    Properties:
                      Name: pinned
                      RoutingConfiguration: [{StateMachineVersionArn: !Ref MachineVersion, Weight: 100}]
                Outputs:
                  Alias: {Value: !Ref MachineAliaslive}
                  Pinned: {Value: !GetAtt Pinned.Arn}
                """.formatted(preference, result);
    }

    @Test
    void aStackShiftsItsAliasBitByBit() {
        Stacks stacks = new Stacks(weir);
        String linear = "{Type: LINEAR, Percentage: 40, Interval: 10}";
        assertEquals("CREATE_COMPLETE", stacks.create("s", template(1, linear)));
        Map<String, String> outputs = stacks.outputs("s");
        String alias = outputs.get("Alias");
        assertEquals("1", output(alias));
        assertEquals(List.of(100), weights(alias));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template(2, linear), Map.of()));
        assertEquals("2", output(stacks.outputs("s").get("Pinned")));
        assertEquals(List.of(60, 40), weights(alias));
        weir.advance(Duration.ofMinutes(10));
        assertEquals(List.of(20, 80), weights(alias));
        weir.advance(Duration.ofMinutes(10));
        assertEquals(List.of(100), weights(alias));
        assertEquals("2", output(alias));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template(3, "{Type: ALL_AT_ONCE}"), Map.of()));
        assertEquals("3", output(alias));
        assertEquals(
                "UPDATE_COMPLETE",
                stacks.update("s", template(4, "{Type: CANARY, Percentage: 10, Interval: 5}"), Map.of()));
        assertEquals(List.of(90, 10), weights(alias));
        weir.advance(Duration.ofMinutes(5));
        assertEquals("4", output(alias));
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
        assertThrows(
                ResourceNotFoundException.class,
                () -> states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias)));
    }

    private static String plain(int result, String name) {
        return """
                Resources:
                  Machine:
                    Type: AWS::StepFunctions::StateMachine
                    Properties:
                      RoleArn: arn:aws:iam::000000000000:role/r
                      Definition: {StartAt: P, States: {P: {Type: Pass, Result: %d, End: true}}}
                  Version:
                    Type: AWS::StepFunctions::StateMachineVersion
                    Properties:
                      StateMachineArn: !Ref Machine
                      StateMachineRevisionId: !GetAtt Machine.StateMachineRevisionId
                      Description: made by a stack
                  Alias:
                    Type: AWS::StepFunctions::StateMachineAlias
                    Properties:
                      Name: %s
                      RoutingConfiguration: [{StateMachineVersionArn: !GetAtt Version.Arn, Weight: 100}]
                Outputs:
                  Machine: {Value: !Ref Machine}
                  Alias: {Value: !Ref Alias}
                """.formatted(result, name);
    }

    @Test
    void aStackReplacesVersionsAndAliases() {
        Stacks stacks = new Stacks(weir);
        assertEquals("CREATE_COMPLETE", stacks.create("s", plain(1, "one")));
        String machine = stacks.outputs("s").get("Machine");
        assertEquals(machine + ":1", stacks.physicalId("s", "Version"));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", plain(2, "one"), Map.of()));
        assertEquals(machine + ":2", stacks.physicalId("s", "Version"));
        assertEquals(
                List.of(machine + ":2"),
                states.listStateMachineVersions(b -> b.stateMachineArn(machine)).stateMachineVersions().stream()
                        .map(StateMachineVersionListItem::stateMachineVersionArn)
                        .toList());
        assertEquals("2", output(machine + ":one"));
        assertEquals("UPDATE_COMPLETE", stacks.update("s", plain(2, "two"), Map.of()));
        assertEquals(machine + ":two", stacks.outputs("s").get("Alias"));
        assertEquals(
                List.of(machine + ":two"),
                states.listStateMachineAliases(b -> b.stateMachineArn(machine)).stateMachineAliases().stream()
                        .map(StateMachineAliasListItem::stateMachineAliasArn)
                        .toList());
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
    }

    private List<Integer> weights(String alias) {
        return states.describeStateMachineAlias(b -> b.stateMachineAliasArn(alias)).routingConfiguration().stream()
                .map(RoutingConfigurationListItem::weight)
                .toList();
    }
}
