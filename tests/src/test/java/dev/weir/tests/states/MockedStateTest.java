package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** TestState with mocks, which are younger than the SDK at hand. */
@ExtendWith(WeirExtension.class)
class MockedStateTest {
    private static final String START = """
            {`Type`:`Task`,`Resource`:`arn:aws:states:::states:startExecution`,`End`:true,`ResultPath`:`$.made`,
             `Parameters`:{`StateMachineArn`:`arn:aws:states:us-east-1:000000000000:stateMachine:m`}}""";
    private static final String LAMBDA = """
            {`QueryLanguage`:`JSONata`,`Type`:`Task`,`Resource`:`arn:aws:states:::lambda:invoke`,`Next`:`Then`,
             `Arguments`:{`FunctionName`:`foo`,`Payload`:`{% $states.input.n %}`},
             `Retry`:[{`ErrorEquals`:[`Busy`],`IntervalSeconds`:2,`BackoffRate`:2,`MaxAttempts`:4}],
             `Catch`:[{`ErrorEquals`:[`Other`],`Next`:`No`},
                      {`ErrorEquals`:[`States.ALL`],`Next`:`Sorry`,`Output`:`{% $states.errorOutput.Error %}`}]}""";
    private static final String MAP = """
            {`Type`:`Map`,`ItemsPath`:`$.values`,`End`:true,`ToleratedFailureCount`:1,`MaxConcurrency`:2,
             `ItemSelector`:{`v.$`:`$$.Map.Item.Value`},
             `ItemProcessor`:{`StartAt`:`P`,`States`:{`P`:{`Type`:`Pass`,`Parameters`:{`x.$`:`$.v`},`End`:true}}}}""";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WeirServer weir;

    MockedStateTest(WeirServer weir) {
        this.weir = weir;
    }

    private JsonNode test(String definition, String input, Consumer<ObjectNode> more) throws Exception {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.put("definition", definition.replace('`', '"'));
        request.put("input", input.replace('`', '"'));
        request.put("inspectionLevel", "DEBUG");
        more.accept(request);
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(weir.endpoint())
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "AWSStepFunctions.TestState")
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JsonMapper.shared().readTree(response.body());
    }

    private String refused(String definition, Consumer<ObjectNode> more) throws Exception {
        return test(definition, "{}", more).path("message").asString("");
    }

    private static Consumer<ObjectNode> result(String json) {
        return request -> request.putObject("mock").put("result", json.replace('`', '"'));
    }

    private static Consumer<ObjectNode> error(String name) {
        return request -> request.putObject("mock")
                .putObject("errorOutput")
                .put("error", name)
                .put("cause", "c");
    }

    private static Consumer<ObjectNode> configured(String field, int value) {
        return request -> request.putObject("stateConfiguration").put(field, value);
    }

    private static String text(JsonNode answer, String path) {
        return answer.at("/" + path).asString("");
    }

    @Test
    void mocksAnswerInsteadAndErrorsAreRetriedAndCaught() throws Exception {
        JsonNode fine = test(LAMBDA, "{`n`:1}", result("{`Payload`:7,`StatusCode`:200}"));
        assertEquals("Then", text(fine, "nextState"));
        assertEquals("{\"FunctionName\":\"foo\",\"Payload\":1}", text(fine, "inspectionData/afterArguments"));
        JsonNode retried = test(LAMBDA, "{`n`:1}", error("Busy").andThen(configured("retrierRetryCount", 3)));
        assertEquals("RETRIABLE", text(retried, "status"));
        assertEquals(
                "{\"retryIndex\":0,\"retryBackoffIntervalSeconds\":16}",
                retried.at("/inspectionData/errorDetails").toString());
        JsonNode caught = test(LAMBDA, "{`n`:1}", error("Busy").andThen(configured("retrierRetryCount", 4)));
        assertEquals("CAUGHT_ERROR", text(caught, "status"));
        assertEquals("Sorry", text(caught, "nextState"));
        assertEquals("\"Busy\"", text(caught, "output"));
        assertEquals(
                "{\"catchIndex\":1}", caught.at("/inspectionData/errorDetails").toString());
    }

    @Test
    void mapsAndStatesWithinThemAreTested() throws Exception {
        assertEquals(
                "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait,"
                        + " Pass, Succeed, Fail, Choice]",
                refused(MAP, request -> {}));
        JsonNode mapped = test(MAP, "{`values`:[1,2]}", result("[10,20]"));
        assertEquals("[10,20]", text(mapped, "output"));
        assertEquals("[1,2]", text(mapped, "inspectionData/afterItemsPath"));
        assertEquals("[{\"v\":1},{\"v\":2}]", text(mapped, "inspectionData/afterItemSelector"));
        assertEquals(2, mapped.at("/inspectionData/maxConcurrency").intValue());
        assertEquals(1, mapped.at("/inspectionData/toleratedFailureCount").intValue());
        JsonNode tooMany =
                test(MAP, "{`values`:[1,2]}", result("[10]").andThen(configured("mapIterationFailureCount", 2)));
        assertEquals("States.ExceedToleratedFailureThreshold", text(tooMany, "error"));
        assertEquals("The specified tolerated failure threshold was exceeded", text(tooMany, "cause"));
        JsonNode none = test(MAP, "{`values`:1}", result("[]"));
        assertEquals("Reference path \"$.values\" must point to array.", text(none, "cause"));
        String machine = "{`StartAt`:`M`,`States`:{`M`:" + MAP + "}}";
        assertEquals("{\"x\":5}", text(test(machine, "{`v`:5}", request -> request.put("stateName", "P")), "output"));
        assertEquals("State not found in definition", refused(machine, request -> request.put("stateName", "Q")));
        assertEquals("Mocked result must be an array.", refused(MAP, result("{}")));
        String parallel =
                "{`Type`:`Parallel`,`End`:true,`Branches`:[{`StartAt`:`A`,`States`:{`A`:{`Type`:`Succeed`}}}]}";
        assertEquals("[1]", text(test(parallel, "{}", result("[1]")), "output"));
        assertEquals(
                "Mocked result must contain the same number of items as number of Parallel branches.",
                refused(parallel, result("[]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRICT  | {`x`:1} | Required field 'ExecutionArn' is missing",
                "STRICT  | {`ExecutionArn`:`a`,`StartDate`:true} | Field 'StartDate' must be a string",
                "PRESENT | {`StartDate`:1} | Field 'StartDate' must be a string",
                "PRESENT | {} | ",
                "NONE    | {`StartDate`:true} | "
            })
    void mockedResultsAreOnesThatAwsCouldGive(String mode, String given, String refusal) throws Exception {
        Consumer<ObjectNode> mocked =
                result(given).andThen(request -> ((ObjectNode) request.get("mock")).put("fieldValidationMode", mode));
        if (refusal == null) {
            assertEquals("{\"made\":" + given.replace('`', '"') + "}", text(test(START, "{}", mocked), "output"));
        } else {
            assertEquals("Mock result schema validation error: " + refusal, refused(START, mocked));
        }
    }

    @Test
    void whatCannotBeMockedIsRefused() throws Exception {
        assertEquals(
                "State type 'Pass' is not supported when a mock is specified",
                refused("{`Type`:`Pass`,`End`:true}", result("{}")));
        assertEquals(
                "A test mock should have only one of the following fields: [result, errorOutput].",
                refused(START, error("E").andThen(request -> ((ObjectNode) request.get("mock")).put("result", "{}"))));
        assertEquals(
                "TestState does not support RevealSecrets when a mock is specified.",
                refused(START, result("{}").andThen(request -> request.put("revealSecrets", true))));
        assertEquals(
                "Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
                refused(START, error("E").andThen(request -> request.put("context", "{\"Map\":{}}"))));
        assertEquals(
                "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a"
                        + " '.sync' or '.waitForTaskToken' service integration pattern",
                refused(START, error("E").andThen(request -> request.put("context", "{\"Task\":{\"Token\":\"t\"}}"))));
        JsonNode waiting = test(
                """
                {`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage.waitForTaskToken`,`Next`:`N`,
                 `Parameters`:{`QueueUrl`:`u`,`MessageBody.$`:`$$.Task.Token`}}""", "{}", result("1").andThen(request -> request.put("context", "{\"Task\":{\"Token\":\"abcd\"}}")));
        assertEquals("1", text(waiting, "output"));
        assertEquals("{\"QueueUrl\":\"u\",\"MessageBody\":\"abcd\"}", text(waiting, "inspectionData/afterParameters"));
    }
}
