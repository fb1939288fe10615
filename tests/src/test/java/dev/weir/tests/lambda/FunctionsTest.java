package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@ExtendWith(WeirExtension.class)
class FunctionsTest {
    private final LambdaClient lambda;

    FunctionsTest(WeirServer weir) {
        lambda = Clients.of(weir, LambdaClient.builder());
    }

    @Test
    void createdInvokedUpdatedDeleted() {
        var created = lambda.createFunction(
                Zips.node("f", "exports.handler = async (e) => ({ one: e.n })").build());
        assertEquals(State.PENDING, created.state());
        assertEquals("arn:aws:lambda:us-east-1:000000000000:function:f", created.functionArn());
        lambda.waiter().waitUntilFunctionActiveV2(r -> r.functionName("f"));
        assertEquals("{\"one\":4}", Zips.invoke(lambda, "f", "{\"n\":4}"));

        lambda.updateFunctionCode(r -> r.functionName("f")
                .zipFile(Zips.zip(Map.of("index.js", "exports.handler = async (e) => process.env.WHO + e.n"))));
        lambda.updateFunctionConfiguration(r -> r.functionName("f").environment(e -> e.variables(Map.of("WHO", "me"))));
        lambda.waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("f"));
        assertEquals("\"me5\"", Zips.invoke(lambda, "f", "{\"n\":5}"));

        FunctionConfiguration listed = lambda.listFunctions().functions().getFirst();
        assertEquals("f", listed.functionName());
        ResourceConflictException twice = assertThrows(
                ResourceConflictException.class,
                () -> lambda.createFunction(Zips.node("f", "").build()));
        assertEquals("Function already exist: f", twice.awsErrorDetails().errorMessage());
        lambda.deleteFunction(r -> r.functionName("f"));
        ResourceNotFoundException gone =
                assertThrows(ResourceNotFoundException.class, () -> lambda.getFunction(r -> r.functionName("f")));
        assertEquals(
                "Function not found: arn:aws:lambda:us-east-1:000000000000:function:f",
                gone.awsErrorDetails().errorMessage());
    }

    @Test
    void errorsAndLogTail() {
        lambda.createFunction(
                Zips.python("f", "def handler(event, context):\n    print('hello')\n    raise Exception('no')\n")
                        .build());
        InvokeResponse response = lambda.invoke(r -> r.functionName("f").logType(LogType.TAIL));
        assertEquals(200, response.statusCode());
        assertEquals("Unhandled", response.functionError());
        assertEquals("$LATEST", response.executedVersion());
        String log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        assertTrue(log.contains("START RequestId: ") && log.contains("\nhello\n[ERROR] Exception: no\n"), log);
        assertTrue(log.contains("\nREPORT RequestId: "), log);
        assertEquals(
                204,
                lambda.invoke(r -> r.functionName("f").invocationType(InvocationType.DRY_RUN))
                        .statusCode());
    }

    @Test
    void versionsAndAliases() {
        lambda.createFunction(
                Zips.node("f", "exports.handler = async (e, c) => [c.functionVersion, c.invokedFunctionArn]")
                        .publish(true)
                        .build());
        lambda.updateFunctionConfiguration(r -> r.functionName("f").description("second"));
        assertEquals("2", lambda.publishVersion(r -> r.functionName("f")).version());
        assertEquals("2", lambda.publishVersion(r -> r.functionName("f")).version(), "nothing changed");
        lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
        assertEquals(
                "[\"1\",\"arn:aws:lambda:us-east-1:000000000000:function:f:live\"]",
                Zips.invoke(lambda, "f:live", "{}"));
        lambda.updateAlias(
                r -> r.functionName("f").name("live").routingConfig(c -> c.additionalVersionWeights(Map.of("2", 1.0))));
        assertTrue(Zips.invoke(lambda, "f:live", "{}").startsWith("[\"2\""));
        assertEquals(
                3,
                lambda.listVersionsByFunction(r -> r.functionName("f"))
                        .versions()
                        .size());
        assertThrows(
                ResourceConflictException.class,
                () -> lambda.deleteFunction(r -> r.functionName("f").qualifier("1")));
    }

    @Test
    void layersAndPermissions() {
        var layer = lambda.publishLayerVersion(r -> r.layerName("shared")
                .content(c -> c.zipFile(
                        Zips.zip(Map.of("nodejs/node_modules/shared/index.js", "module.exports = 'from layer'")))));
        assertEquals(1L, layer.version());
        lambda.createFunction(Zips.node("f", "exports.handler = async () => require('shared')")
                .layers(layer.layerVersionArn())
                .build());
        assertEquals("\"from layer\"", Zips.invoke(lambda, "f", "{}"));
        lambda.addPermission(r -> r.functionName("f")
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal("sns.amazonaws.com")
                .sourceArn("arn:aws:sns:us-east-1:000000000000:t"));
        assertTrue(lambda.getPolicy(r -> r.functionName("f"))
                .policy()
                .contains("\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:sns:us-east-1:000000000000:t\"}}"));
        lambda.removePermission(r -> r.functionName("f").statementId("s"));
        assertThrows(ResourceNotFoundException.class, () -> lambda.getPolicy(r -> r.functionName("f")));
    }

    @Test
    void refusals() {
        lambda.createFunction(Zips.node("f", "exports.handler = async () => 1").build());
        lambda.putFunctionConcurrency(r -> r.functionName("f").reservedConcurrentExecutions(0));
        assertThrows(TooManyRequestsException.class, () -> Zips.invoke(lambda, "f", "{}"));
        InvalidParameterValueException runtime = assertThrows(
                InvalidParameterValueException.class,
                () -> lambda.createFunction(
                        Zips.node("g", "").runtime("ruby3.3").build()));
        assertTrue(runtime.getMessage().contains("ruby3.3"), runtime.getMessage());
        InvalidParameterValueException zip = assertThrows(
                InvalidParameterValueException.class,
                () -> lambda.createFunction(Zips.node("g", "")
                        .code(c -> c.zipFile(SdkBytes.fromUtf8String("no zip")))
                        .build()));
        assertTrue(zip.getMessage().startsWith("Could not unzip uploaded file."), zip.getMessage());
    }
}
