package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.events.HttpListener;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;
import software.amazon.awssdk.services.sfn.model.ValidationException;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(WeirExtension.class)
class TestStateTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String START = """
            {`Type`:`Task`,`Resource`:`arn:aws:states:::states:startExecution`,`End`:true,`ResultPath`:`$.made`,
             `Parameters`:{`StateMachineArn`:`arn:aws:states:us-east-1:000000000000:stateMachine:m`}}""";
    private final WeirServer weir;
    private final SfnClient states;

    TestStateTest(WeirServer weir) {
        this.weir = weir;
        // The SDK would put "sync-" before the host's name, which is an address here.
        states = Clients.of(
                weir,
                SfnClient.builder()
                        .overrideConfiguration(
                                o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)));
    }

    private TestStateResponse test(String definition, String input, Consumer<TestStateRequest.Builder> more) {
        return states.testState(b -> more.accept(b.definition(definition.replace('`', '"'))
                .input(input.replace('`', '"'))
                .inspectionLevel(InspectionLevel.DEBUG)
                .roleArn(ROLE)));
    }

    private String refused(String definition, Consumer<TestStateRequest.Builder> more) {
        SfnException refused = assertThrows(SfnException.class, () -> test(definition, "{}", more));
        return refused.awsErrorDetails().errorMessage();
    }

    @Test
    void whatHappensToDataIsShown() {
        TestStateResponse passed = test("""
                {`Type`:`Pass`,`InputPath`:`$.a`,`Parameters`:{`b.$`:`$.b`},`ResultPath`:`$.c`,`OutputPath`:`$.c`,`Next`:`N`}""", "{`a`:{`b`:1}}", b -> {});
        assertEquals(TestExecutionStatus.SUCCEEDED, passed.status());
        assertEquals("{\"b\":1}", passed.output());
        assertEquals("N", passed.nextState());
        var data = passed.inspectionData();
        assertEquals("{\"a\":{\"b\":1}}", data.input());
        assertEquals("{\"b\":1}", data.afterInputPath());
        assertEquals("{\"b\":1}", data.afterParameters());
        assertEquals("{\"b\":1}", data.afterResultSelector());
        assertEquals("{\"a\":{\"b\":1},\"c\":{\"b\":1}}", data.afterResultPath());
        assertNull(test("{`Type`:`Succeed`}", "{}", b -> b.inspectionLevel(InspectionLevel.INFO))
                .inspectionData());
        TestStateResponse failed = test("{`Type`:`Fail`,`Error`:`E`,`CausePath`:`$.why`}", "{`why`:`w`}", b -> {});
        assertEquals(TestExecutionStatus.FAILED, failed.status());
        assertEquals("E w", failed.error() + " " + failed.cause());
        TestStateResponse chosen = test(
                "{`Type`:`Choice`,`Choices`:[{`Variable`:`$.n`,`NumericGreaterThan`:2,`Next`:`Big`}],`Default`:`Small`}",
                "{`n`:3}",
                b -> {});
        assertEquals("Big", chosen.nextState());
        TestStateResponse assigned = test(
                "{`QueryLanguage`:`JSONata`,`Type`:`Pass`,`Assign`:{`x`:`{% $y + 1 %}`},`End`:true}",
                "{}", b -> b.variables("{\"y\":1}"));
        assertEquals("{\"y\":1,\"x\":2}", assigned.inspectionData().variables());
    }

    @Test
    void tasksAreReallyDone() {
        TestStateResponse done = test("""
                {`Type`:`Task`,`Resource`:`arn:aws:states:::aws-sdk:sqs:createQueue`,`End`:true,
                 `Parameters`:{`QueueName`:`made`},`ResultSelector`:{`url.$`:`$.QueueUrl`}}""", "{}", b -> {});
        assertEquals(TestExecutionStatus.SUCCEEDED, done.status(), done.cause());
        assertEquals(
                1,
                Clients.of(weir, SqsClient.builder()).listQueues().queueUrls().size());
        assertTrue(done.inspectionData().afterResultSelector().startsWith("{\"url\":"));
        assertEquals("RoleArn must be specified when testing a Task state", refused(START, b -> b.roleArn(null)));
    }

    @Test
    void whatCannotBeTestedIsRefused() {
        assertThrows(InvalidDefinitionException.class, () -> test("{`Type`:`Nap`}", "{}", b -> {}));
        assertThrows(ValidationException.class, () -> test(START, "{}", b -> b.variables("[]")));
        assertThrows(InvalidExecutionInputException.class, () -> test("{`Type`:`Succeed`}", "{", b -> {}));
    }

    @Test
    void httpIsShownAndItsSecretsOnlyWhereAsked() throws Exception {
        String connection = Clients.of(weir, EventBridgeClient.builder())
                .createConnection(b -> b.name("c")
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(p -> p.apiKeyAuthParameters(
                                k -> k.apiKeyName("X-Key").apiKeyValue("secret"))))
                .connectionArn();
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, "{\"ok\":true}"))) {
            String task = """
                    {`Type`:`Task`,`Resource`:`arn:aws:states:::http:invoke`,`End`:true,
                     `Parameters`:{`ApiEndpoint`:`%s`,`Method`:`POST`,`RequestBody`:{`n`:1},
                      `Authentication`:{`ConnectionArn`:`%s`}}}""".formatted(listener.url("/x"), connection);
            TestStateResponse done = test(task, "{}", b -> b.inspectionLevel(InspectionLevel.TRACE));
            assertEquals(TestExecutionStatus.SUCCEEDED, done.status(), done.cause());
            var request = done.inspectionData().request();
            assertEquals("POST", request.method());
            assertEquals(listener.url("/x"), request.url());
            assertEquals("{\"n\":1}", request.body());
            assertFalse(request.headers().contains("secret"), request.headers());
            assertEquals("200", done.inspectionData().response().statusCode());
            assertEquals("OK", done.inspectionData().response().statusMessage());
            assertEquals("{\"ok\":true}", done.inspectionData().response().body());
            TestStateResponse revealed = test(
                    task, "{}", b -> b.inspectionLevel(InspectionLevel.TRACE).revealSecrets(true));
            assertTrue(revealed.inspectionData().request().headers().contains("X-Key: secret"));
        }
    }
}
