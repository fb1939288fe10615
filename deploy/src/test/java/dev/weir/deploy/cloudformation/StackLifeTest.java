package dev.weir.deploy.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.cloudformation.CreateChangeSetInput;
import dev.weir.api.cloudformation.CreateStackInput;
import dev.weir.api.cloudformation.DeleteStackInput;
import dev.weir.api.cloudformation.DescribeChangeSetInput;
import dev.weir.api.cloudformation.DescribeStackEventsInput;
import dev.weir.api.cloudformation.DescribeStacksInput;
import dev.weir.api.cloudformation.ExecuteChangeSetInput;
import dev.weir.api.cloudformation.ListStackResourcesInput;
import dev.weir.api.cloudformation.Parameter;
import dev.weir.api.cloudformation.Stack;
import dev.weir.api.cloudformation.StackEvent;
import dev.weir.api.cloudformation.UpdateStackInput;
import dev.weir.fabric.Fabric;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Shape;
import dev.weir.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackLifeTest {
    private static final Call CALL = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);

    private final RunningKernel running = Kernels.live(Stores.memory());
    private final ToyType toys = new ToyType();
    private final CloudFormationService service = new CloudFormationService(
            running.kernel(),
            new NoFabric(),
            name -> name.equals(toys.name()) ? Optional.of(toys) : Optional.empty(),
            () -> "127.0.0.1");

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void createsInOrderOfDependencyAndAnswersOutputs() {
        create("""
                Parameters: {Greeting: {Type: String, Default: hello}}
                Resources:
                  Second: {Type: 'Toy::Thing', Properties: {Name: two, Value: !Sub '${First.Value} ${First}'}}
                  First: {Type: 'Toy::Thing', Properties: {Name: one, Value: !Ref Greeting}}
                Outputs:
                  Said: {Value: !GetAtt Second.Value}
                """);
        assertEquals(List.of("create one-1", "create two-2"), toys.done);
        assertEquals("CREATE_COMPLETE", stack().stackStatus());
        assertEquals("hello one-1", stack().outputs().getFirst().outputValue());
        assertEquals(
                List.of("one-1", "two-2"),
                call(
                                "ListStackResources",
                                ListStackResourcesInput.builder().stackName("s").build(),
                                dev.weir.api.cloudformation.ListStackResourcesOutput.class)
                        .stackResourceSummaries()
                        .stream()
                        .map(resource -> resource.physicalResourceId())
                        .toList());
    }

    @Test
    void rollsBackWithTheTrueReason() {
        create("""
                Resources:
                  Good: {Type: 'Toy::Thing', Properties: {Name: good}}
                  Bad: {Type: 'Toy::Thing', DependsOn: Good, Properties: {Fail: create}}
                """);
        assertEquals("ROLLBACK_COMPLETE", stack().stackStatus());
        assertTrue(toys.standing.isEmpty());
        StackEvent failure = event("Bad", "CREATE_FAILED");
        assertTrue(failure.resourceStatusReason().contains("the toy is broken"), failure.resourceStatusReason());
        assertTrue(event("s", "ROLLBACK_IN_PROGRESS").resourceStatusReason().contains("[Bad]"));
    }

    @Test
    void namesAnUnknownProperty() {
        create("Resources: {Odd: {Type: 'Toy::Thing', Properties: {Colour: red}}}");
        assertTrue(event("Odd", "CREATE_FAILED")
                .resourceStatusReason()
                .contains("#: extraneous key [Colour] is not permitted"));
    }

    @Test
    void updatesInPlaceReplacesAndRemoves() {
        create("""
                Resources:
                  Kept: {Type: 'Toy::Thing', Properties: {Name: kept, Value: a}}
                  Moved: {Type: 'Toy::Thing', Properties: {Name: old}}
                  Gone: {Type: 'Toy::Thing', Properties: {Name: gone}}
                """);
        toys.done.clear();
        update("""
                Resources:
                  Kept: {Type: 'Toy::Thing', Properties: {Name: kept, Value: b}}
                  Moved: {Type: 'Toy::Thing', Properties: {Name: new}}
                """);
        assertEquals("UPDATE_COMPLETE", stack().stackStatus());
        assertEquals(List.of("update kept-1", "create new-4", "delete gone-3", "delete old-2"), toys.done);
    }

    @Test
    void takesBackAFailedUpdate() {
        create("""
                Resources:
                  Kept: {Type: 'Toy::Thing', Properties: {Name: kept, Value: a}}
                  Moved: {Type: 'Toy::Thing', Properties: {Name: old}}
                """);
        update("""
                Resources:
                  Kept: {Type: 'Toy::Thing', Properties: {Name: kept, Value: b}}
                  Moved: {Type: 'Toy::Thing', DependsOn: Kept, Properties: {Name: new}}
                  Bad: {Type: 'Toy::Thing', DependsOn: Moved, Properties: {Fail: create}}
                """);
        assertEquals("UPDATE_ROLLBACK_COMPLETE", stack().stackStatus());
        assertEquals("{kept-1=a, old-2=}", toys.standing.toString());
    }

    @Test
    void changeSetShowsAndDoesTheChange() {
        create("Resources: {A: {Type: 'Toy::Thing', Properties: {Name: a, Value: x}}}");
        call(
                "CreateChangeSet",
                CreateChangeSetInput.builder()
                        .stackName("s")
                        .changeSetName("c")
                        .templateBody("Resources: {A: {Type: 'Toy::Thing', Properties: {Name: b, Value: x}}}")
                        .build(),
                Shape.class);
        var described = call(
                "DescribeChangeSet",
                DescribeChangeSetInput.builder()
                        .stackName("s")
                        .changeSetName("c")
                        .build(),
                dev.weir.api.cloudformation.DescribeChangeSetOutput.class);
        assertEquals("True", described.changes().getFirst().resourceChange().replacement());
        call(
                "ExecuteChangeSet",
                ExecuteChangeSetInput.builder()
                        .stackName("s")
                        .changeSetName("c")
                        .build(),
                Shape.class);
        rest();
        assertEquals("{b-2=x}", toys.standing.toString());
        AwsException again = assertThrows(
                AwsException.class,
                () -> call(
                        "ExecuteChangeSet",
                        ExecuteChangeSetInput.builder()
                                .stackName("s")
                                .changeSetName("c")
                                .build(),
                        Shape.class));
        assertEquals("InvalidChangeSetStatus", again.queryCode());
    }

    @Test
    void deletesInReverseAndRetains() {
        create("""
                Resources:
                  A: {Type: 'Toy::Thing', Properties: {Name: a}}
                  B: {Type: 'Toy::Thing', DependsOn: A, DeletionPolicy: Retain, Properties: {Name: b}}
                  C: {Type: 'Toy::Thing', DependsOn: B, Properties: {Name: c}}
                """);
        String id = stack().stackId();
        toys.done.clear();
        call("DeleteStack", DeleteStackInput.builder().stackName("s").build(), Shape.class);
        rest();
        assertEquals(List.of("delete c-3", "delete a-1"), toys.done);
        assertEquals("DELETE_COMPLETE", describe(id).stackStatus());
        assertEquals(
                "Stack with id s does not exist",
                assertThrows(AwsException.class, () -> describe("s")).getMessage());
    }

    @Test
    void refusesWhatIsWrongBeforeItStarts() {
        assertEquals("Circular dependency between resources: [A, B]", refusal("""
                Resources:
                  A: {Type: 'Toy::Thing', Properties: {Value: !Ref B}}
                  B: {Type: 'Toy::Thing', Properties: {Value: !Ref A}}
                  C: {Type: 'Toy::Thing', Properties: {Value: !Ref A}}
                """));
        assertEquals("Parameters: [P] must have values", refusal("""
                Parameters: {P: {Type: String}}
                Resources: {A: {Type: 'Toy::Thing'}}
                """));
        assertTrue(refusal("Resources: {A: {Type: 'AWS::EC2::VPC'}}").contains("[AWS::EC2::VPC]"));
        assertTrue(refusal("Resources: {A: {Type: 'Toy::Thing', Properties: {Value: !Ref Nobody}}}")
                .startsWith("Template format error: Unresolved resource dependencies [Nobody]"));
        assertTrue(refusal("Resources: [").startsWith("Template format error: "));
        assertEquals(
                "Parameters: [Q] do not exist in the template",
                assertThrows(
                                AwsException.class,
                                () -> call(
                                        "CreateStack",
                                        CreateStackInput.builder()
                                                .stackName("s")
                                                .templateBody("Resources: {A: {Type: 'Toy::Thing'}}")
                                                .parameters(List.of(Parameter.builder()
                                                        .parameterKey("Q")
                                                        .parameterValue("x")
                                                        .build()))
                                                .build(),
                                        Shape.class))
                        .getMessage());
    }

    private String refusal(String template) {
        return assertThrows(AwsException.class, () -> create(template)).getMessage();
    }

    private void create(String template) {
        call(
                "CreateStack",
                CreateStackInput.builder().stackName("s").templateBody(template).build(),
                Shape.class);
        rest();
    }

    private void update(String template) {
        call(
                "UpdateStack",
                UpdateStackInput.builder().stackName("s").templateBody(template).build(),
                Shape.class);
        rest();
    }

    private void rest() {
        running.clock().untilQuiet(Duration.ZERO);
    }

    private Stack stack() {
        return describe("s");
    }

    private Stack describe(String name) {
        return call(
                        "DescribeStacks",
                        DescribeStacksInput.builder().stackName(name).build(),
                        dev.weir.api.cloudformation.DescribeStacksOutput.class)
                .stacks()
                .getFirst();
    }

    private StackEvent event(String logicalId, String status) {
        return call(
                        "DescribeStackEvents",
                        DescribeStackEventsInput.builder().stackName("s").build(),
                        dev.weir.api.cloudformation.DescribeStackEventsOutput.class)
                .stackEvents()
                .stream()
                .filter(event -> event.logicalResourceId().equals(logicalId)
                        && event.resourceStatus().equals(status))
                .findFirst()
                .orElseThrow();
    }

    private <T> T call(String name, Shape input, Class<T> type) {
        Operation operation = service.binding().schema().operations().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return type.cast(service.binding().call(operation, CALL, input));
    }

    /** A world in which CloudFormation is alone. */
    private static final class NoFabric implements Fabric {
        @Override
        public <T> Optional<T> at(Arn arn, Class<T> capability) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> of(String service, Class<T> capability) {
            return Optional.empty();
        }
    }
}
