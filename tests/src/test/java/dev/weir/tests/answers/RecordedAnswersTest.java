package dev.weir.tests.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.house.Modules;
import dev.weir.tests.lambda.Zips;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the calls that lead to each recorded answer, through the SDK, and compares codes, messages and members. A
 * scenario that is not made, and a difference that stays, must be listed with a reason; one that is listed and gone
 * fails too.
 */
class RecordedAnswersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path RECORDED = Modules.root().resolve("../shared/data/aws-answers");
    /** In the name of a recording of SQS's query protocol. */
    private static final String QUERY = "[sqs_query";

    private static final Map<String, Function<WeirServer, Object>> CLIENTS = Map.of(
            "apigateway",
            weir -> Clients.of(weir, ApiGatewayClient.builder()),
            "dynamodb",
            weir -> Clients.of(weir, DynamoDbClient.builder()),
            "lambda",
            weir -> Clients.of(weir, LambdaClient.builder()),
            "sqs",
            weir -> Clients.of(weir, SqsClient.builder()),
            "sns",
            weir -> Clients.of(weir, SnsClient.builder()),
            "events",
            weir -> Clients.of(weir, EventBridgeClient.builder()),
            "kinesis",
            weir -> Clients.of(weir, KinesisClient.builder()),
            "logs",
            weir -> Clients.of(weir, CloudWatchLogsClient.builder()),
            "iam",
            weir -> Clients.of(weir, IamClient.builder()),
            "s3",
            weir -> Clients.of(weir, S3Client.builder().forcePathStyle(true)));

    private static final List<String> SERVICES =
            List.of("sqs", "events", "kinesis", "logs", "iam", "s3", "notifications", "lambda", "apigateway");

    @SuppressWarnings("NullAway.Init")
    private static WeirServer weir;

    @BeforeAll
    static void start() {
        weir = WeirServer.start();
    }

    @AfterAll
    static void stop() {
        weir.close();
    }

    @TestFactory
    Stream<DynamicNode> answersAreAwss() throws IOException {
        if (!Files.isDirectory(RECORDED)) {
            return Stream.of(DynamicTest.dynamicTest(
                    "recorded answers", () -> abort("AWS's recorded answers are not there: " + RECORDED)));
        }
        return Stream.concat(
                SERVICES.stream().map(name -> service(name, read(name))),
                Stream.of(
                        DynamicTest.dynamicTest("every file is read or named", RecordedAnswersTest::noneIsForgotten)));
    }

    private static void noneIsForgotten() throws IOException {
        Set<String> silent = new TreeSet<>();
        try (Stream<Path> files = Files.walk(RECORDED)) {
            files.map(file -> RECORDED.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(silent::add);
        }
        SERVICES.forEach(
                name -> read(name).path("recordings").values().forEach(file -> silent.remove(file.asString())));
        for (JsonNode unread : read("unread").values()) {
            assertTrue(
                    silent.removeIf(file -> file.matches(unread.path("of").asString())), () -> "no file is " + unread);
        }
        assertEquals(Set.of(), silent, "files that nothing is played for, and that are not named");
    }

    private static JsonNode read(String name) {
        try (InputStream in = RecordedAnswersTest.class.getResourceAsStream(name + ".yaml")) {
            return JSON.valueToTree(new Load(
                            LoadSettings.builder().setCodePointLimit(10_000_000).build())
                    .loadFromInputStream(in));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static DynamicNode service(String name, JsonNode script) {
        List<DynamicNode> tests = new ArrayList<>();
        Set<String> made = new HashSet<>();
        Map<String, JsonNode> recordings = new TreeMap<>();
        String prefix = script.path("class").asString("") + "::";
        for (JsonNode file : script.path("recordings").values()) {
            load(file.asString()).properties().forEach(entry -> {
                String recording = entry.getKey().substring(entry.getKey().lastIndexOf(".py::") + ".py::".length());
                if (!entry.getValue().path("recorded-content").isEmpty()) {
                    recordings.put(
                            recording.startsWith(prefix) ? recording.substring(prefix.length()) : recording,
                            entry.getValue());
                }
            });
        }
        Set<String> met = new HashSet<>();
        for (JsonNode scenario : script.path("scenarios").values()) {
            for (String recording : recordings(scenario, recordings.keySet())) {
                made.add(recording);
                tests.add(DynamicTest.dynamicTest(
                        recording,
                        () -> play(
                                script.path("service").asString(name),
                                recording,
                                scenario,
                                recordings.get(recording),
                                script.path("differences"),
                                met)));
            }
        }
        tests.add(DynamicTest.dynamicTest("every recording is played or left out", () -> {
            Set<String> silent = new TreeSet<>(recordings.keySet());
            silent.removeAll(made);
            Set<String> unused = new TreeSet<>();
            for (JsonNode left : script.path("left out").values()) {
                if (!silent.removeIf(
                        recording -> recording.matches(left.path("of").asString()))) {
                    unused.add(left.path("of").asString());
                }
            }
            assertEquals(Set.of(), silent, "neither played nor left out with a reason");
            assertEquals(Set.of(), unused, "left out, but not there");
        }));
        tests.add(DynamicTest.dynamicTest("every listed difference is one", () -> {
            for (JsonNode each : script.path("differences").values()) {
                assertTrue(met.contains(each.toString()), "no longer a difference: " + each);
            }
        }));
        return DynamicContainer.dynamicContainer(name, tests);
    }

    /** The answer with a list in another order, where AWS's order is one of identifiers, and weir's of others. */
    private static JsonNode sorted(JsonNode answer, JsonNode by) {
        by.properties().forEach(entry -> {
            List<JsonNode> items = new ArrayList<>(answer.path(entry.getKey()).values());
            items.sort(Comparator.comparing(
                    item -> item.path(entry.getValue().asString()).asString("")));
            ((ObjectNode) answer).putArray(entry.getKey()).addAll(items);
        });
        return answer;
    }

    /** Those that a scenario names, those of the same calls by the query protocol, or that are like what it says of {@code each}. */
    private static List<String> recordings(JsonNode scenario, Set<String> all) {
        if (scenario.has("each")) {
            return all.stream()
                    .filter(name -> name.matches(scenario.get("each").asString()))
                    .toList();
        }
        JsonNode of = scenario.path("of");
        List<String> named = new ArrayList<>();
        for (JsonNode each : of.isArray() ? of : JSON.createArrayNode().add(of)) {
            named.add(each.asString());
            String query = each.asString().replace("[sqs", QUERY);
            if (all.contains(query) && !query.equals(each.asString())) {
                named.add(query);
            }
        }
        return named;
    }

    private static JsonNode load(String file) {
        return JSON.readTree(RECORDED.resolve(file).toFile());
    }

    private static void play(
            String service, String name, JsonNode scenario, JsonNode recording, JsonNode differences, Set<String> met) {
        assertTrue(recording != null, "there is no recording " + name);
        weir.clock().resume();
        weir.reset();
        weir.clock().freeze();
        Map<String, Object> clients = new HashMap<>();
        Map<String, String> kept = new HashMap<>();
        Instant now = weir.now();
        kept.put("now", String.valueOf(now.toEpochMilli()));
        kept.put("hourAgo", String.valueOf(now.minus(Duration.ofHours(1)).toEpochMilli()));
        kept.put("monthAgo", String.valueOf(now.minus(Duration.ofDays(31)).toEpochMilli()));
        kept.put("inThreeHours", String.valueOf(now.plus(Duration.ofHours(3)).toEpochMilli()));
        scenario.path("let")
                .properties()
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue().asString()));
        if (name.endsWith("]") && !kept.containsKey("arg")) {
            kept.put(
                    "arg",
                    name.substring(name.indexOf('[') + 1, name.length() - 1).replace("\\n", "\n"));
        }
        Likeness likeness = new Likeness(weir.accessKeyId());
        scenario.path("bind")
                .properties()
                .forEach(entry -> likeness.bind(entry.getKey(), entry.getValue().asString()));
        List<String> unlike = new ArrayList<>();
        Set<String> compared = new HashSet<>();
        for (JsonNode step : scenario.path("steps").values()) {
            if (step.has("advance")) {
                weir.advance(Duration.ofSeconds(step.get("advance").asInt()));
                continue;
            }
            if (step.has("function")) {
                Clients.of(weir, LambdaClient.builder())
                        .createFunction(Zips.node(
                                        step.get("function").asString(),
                                        step.path("source").asString())
                                .build());
                continue;
            }
            if (step.has("settle")) {
                weir.untilQuiet();
                continue;
            }
            String[] call = step.path("call").asString().split(":", 2);
            String of = call.length == 1 ? service : call[0];
            Object client = clients.computeIfAbsent(of, id -> CLIENTS.get(id).apply(weir));
            JsonNode answer = NamedCall.of(client, call[call.length - 1], Scenario.resolve(step.path("with"), kept));
            step.path("keep")
                    .properties()
                    .forEach(entry -> kept.put(
                            entry.getKey(),
                            Scenario.at(answer, entry.getValue().asString()).asString()));
            if (!step.has("is")) {
                assertTrue(!answer.has("Error"), () -> step + " was refused: " + answer);
                continue;
            }
            String is = step.get("is").asString();
            compared.add(is);
            JsonNode recorded = recording.path("recorded-content").path(is);
            assertTrue(!recorded.isMissingNode(), () -> name + " has no " + is);
            String at = step.path("at").asString("");
            for (Likeness.Difference each : likeness.compare(
                    recorded, Scenario.at(sorted(answer, step.path("sorted")), at.isEmpty() ? null : at))) {
                boolean listed = false;
                for (JsonNode known : differences.values()) {
                    if (name.matches(known.path("of").asString())
                            && is.matches(known.path("step").asString(".*"))
                            && each.path().matches(known.path("at").asString())) {
                        met.add(known.toString());
                        listed = true;
                    }
                }
                if (!listed) {
                    unlike.add(is + " " + each.path() + ": " + each.text());
                }
            }
        }
        Set<String> silent = new TreeSet<>(recording.path("recorded-content").propertyNames());
        silent.removeAll(compared);
        scenario.path("without").values().forEach(each -> silent.remove(each.asString()));
        assertEquals("", String.join("\n", unlike));
        assertEquals(Set.of(), silent, "answers that were recorded and not compared");
    }
}
