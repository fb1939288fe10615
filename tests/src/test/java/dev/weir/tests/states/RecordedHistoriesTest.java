package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories that AWS gave, held against weir's, event by event. The recordings lie outside of the project and have no
 * definitions with them; {@code recorded.yaml} has definitions that make the same steps, and says of every other
 * recording why it has none. One that is in neither list fails, so that nothing is passed over in silence.
 */
@ExtendWith(WeirExtension.class)
class RecordedHistoriesTest {
    private static final Path RECORDINGS = Path.of("../../shared/data/aws-answers/stepfunctions/v2");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WeirServer weir;
    private final HttpClient http = HttpClient.newHttpClient();

    RecordedHistoriesTest(WeirServer weir) {
        this.weir = weir;
    }

    /** One recorded answer of a scenario. */
    private record Recording(String name, JsonNode content) {}

    @BeforeAll
    static void recordings() {
        assumeTrue(
                Files.isDirectory(folder()),
                "AWS's histories are not beside the project (" + RECORDINGS + "): nothing is compared");
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/aws-answers/stepfunctions/v2");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return RECORDINGS;
    }

    @TestFactory
    Stream<DynamicTest> histories() throws IOException {
        weir.clock().freeze();
        Map<String, Object> yaml = yaml();
        Map<String, Map<?, ?>> definitions = scenarios(yaml);
        Map<?, ?> reasons = (Map<?, ?>) yaml.get("without");
        List<Recording> all = all();
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : all) {
            Map<?, ?> scenario = definitions.get(recording.name());
            tests.add(DynamicTest.dynamicTest(recording.name(), () -> check(recording, scenario, reasons)));
        }
        tests.add(DynamicTest.dynamicTest("every definition has its recording", () -> {
            List<String> names = all.stream().map(Recording::name).toList();
            assertEquals(
                    List.of(),
                    definitions.keySet().stream()
                            .filter(name -> !names.contains(name))
                            .toList());
        }));
        return tests.stream();
    }

    private void check(Recording recording, Map<?, ?> scenario, Map<?, ?> reasons) throws Exception {
        if (scenario == null) {
            String reason = reason(recording.name(), reasons);
            if (reason == null) {
                fail("recorded.yaml has neither a definition for it nor a reason why not");
            }
            abort(reason);
            return;
        }
        Object differs = scenario.get("differs");
        List<String> differences = differences(recording, scenario);
        if (differs != null) {
            assertTrue(!differences.isEmpty(), "is said to differ and does not: " + differs);
            abort("differs: " + differs);
        }
        if (!differences.isEmpty()) {
            fail(String.join("\n  ", differences));
        }
    }

    private List<String> differences(Recording recording, Map<?, ?> scenario) throws Exception {
        ObjectNode create = JSON.createObjectNode()
                .put("name", "m" + Integer.toHexString(recording.name().hashCode()))
                .put("roleArn", "arn:aws:iam::000000000000:role/r")
                .put("definition", JSON.writeValueAsString(scenario.get("definition")));
        JsonNode made = call("CreateStateMachine", create);
        if (!recording.content().has("events")) {
            String message = String.valueOf(made.path("message").asString(""));
            String expected = recording.content().path("exception_value").asString("?");
            return expected.endsWith("operation: " + message)
                    ? List.of()
                    : List.of("AWS:  " + expected + "\n    weir: " + made);
        }
        if (!made.has("stateMachineArn")) {
            return List.of("not created: " + made);
        }
        JsonNode input = recording.content().at("/events/0/executionStartedEventDetails/input");
        Object own = scenario.get("input");
        ObjectNode start = JSON.createObjectNode()
                .put("stateMachineArn", made.path("stateMachineArn").asString())
                .put(
                        "input",
                        own != null
                                ? JSON.writeValueAsString(own)
                                : input.isString() ? input.asString() : input.toString());
        JsonNode started = call("StartExecution", start);
        if (scenario.get("unfinished") == null) {
            weir.untilQuiet();
        }
        return new Recorded()
                .differences(
                        recording.content(),
                        call(
                                "GetExecutionHistory",
                                JSON.createObjectNode()
                                        .put(
                                                "executionArn",
                                                started.path("executionArn").asString())
                                        .put("maxResults", 1000)));
    }

    private JsonNode call(String operation, ObjectNode request) throws Exception {
        HttpRequest http = HttpRequest.newBuilder(weir.endpoint())
                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Date", "20260101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/states/aws4_request,"
                                + " SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64))
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        return JSON.readTree(
                this.http.send(http, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static String reason(String name, Map<?, ?> reasons) {
        for (Map.Entry<?, ?> each : reasons.entrySet()) {
            if (name.startsWith(String.valueOf(each.getKey()))) {
                return String.valueOf(each.getValue());
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // the file is ours
    private static Map<String, Object> yaml() throws IOException {
        try (InputStream in = RecordedHistoriesTest.class.getResourceAsStream("recorded.yaml")) {
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        }
    }

    /** By file and test; a scenario may stand for several. */
    private static Map<String, Map<?, ?>> scenarios(Map<String, Object> yaml) {
        Map<String, Map<?, ?>> scenarios = new LinkedHashMap<>();
        for (Object each : (List<?>) yaml.get("scenarios")) {
            Map<?, ?> scenario = (Map<?, ?>) each;
            Object tests = scenario.get("test");
            for (Object test : tests instanceof List<?> several ? several : List.of(tests)) {
                scenarios.put(scenario.get("file") + " " + test, scenario);
            }
        }
        return scenarios;
    }

    private static List<Recording> all() throws IOException {
        List<Recording> all = new ArrayList<>();
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(file).toString().replace(".json", "");
                JSON.readTree(read(file)).properties().forEach(test -> {
                    String title = test.getKey().substring(test.getKey().lastIndexOf("::") + 2);
                    test.getValue().get("recorded-content").properties().forEach(step -> {
                        boolean whole = step.getKey().equals("get_execution_history")
                                || step.getKey().equals("exception");
                        if (whole || step.getValue().has("events")) {
                            all.add(new Recording(
                                    name + " " + title + (whole ? "" : " " + step.getKey()), step.getValue()));
                        }
                    });
                });
            }
        }
        Map<String, Recording> last = new LinkedHashMap<>();
        all.forEach(each -> last.put(each.name(), each));
        return List.copyOf(last.values());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
