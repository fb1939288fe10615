package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors as AWS gives them, from {@code errors.json}: groups of one source each, of requests and the message that AWS
 * answers (after {@code /}: a pattern of it, where AWS's own order varies). In both, {@code {a*2049}} stands for as many
 * characters, {@code {arn}} for a table's ARN, and a list's member {@code $times} for many of {@code $each}, in which
 * {@code {#}} is its number.
 */
@ExtendWith(WeirExtension.class)
class ErrorsTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern MANY = Pattern.compile("\\{(.)\\*(\\d+)}");
    private static final Pattern ENUMERATION = Pattern.compile("(?<=enum value set: )\\[(.*?)]");
    private static final ProvisionedThroughput FIVE = ProvisionedThroughput.builder()
            .readCapacityUnits(5L)
            .writeCapacityUnits(5L)
            .build();

    private static GlobalSecondaryIndex global(String name, ProjectionType projection, String... keys) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(Tables.schema(keys))
                .projection(Projection.builder().projectionType(projection).build())
                .build();
    }

    private static LocalSecondaryIndex local(String name, String... keys) {
        return LocalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(Tables.schema(keys))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build();
    }

    private static List<AttributeDefinition> defined(ScalarAttributeType type, String name, String... strings) {
        return Stream.concat(
                        Stream.of(AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(type)
                                .build()),
                        Stream.of(strings).map(each -> AttributeDefinition.builder()
                                .attributeName(each)
                                .attributeType(ScalarAttributeType.S)
                                .build()))
                .toList();
    }

    /** The tables that the cases are about. */
    private static void tables(DynamoDbClient dynamo) {
        Tables.create(dynamo, "hash", b -> b.provisionedThroughput(FIVE), "a");
        Tables.create(dynamo, "plain", "pk");
        Tables.create(
                dynamo,
                "range",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(defined(ScalarAttributeType.S, "a", "b", "c", "d"))
                        .localSecondaryIndexes(local("index1", "a", "c"), local("index2", "a", "d"))
                        .globalSecondaryIndexes(
                                global("index3", ProjectionType.ALL, "c"),
                                global("index4", ProjectionType.ALL, "c", "d")),
                "a",
                "b");
        Tables.create(
                dynamo,
                "composite",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(defined(ScalarAttributeType.S, "pk", "sk", "lsi1sk", "other"))
                        .localSecondaryIndexes(local("lsi1", "pk", "lsi1sk"))
                        .globalSecondaryIndexes(
                                global("gsi1", ProjectionType.ALL, "lsi1sk"),
                                global("keys", ProjectionType.KEYS_ONLY, "other")),
                "pk",
                "sk");
        Tables.create(
                dynamo,
                "binary",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(defined(ScalarAttributeType.B, "b", "a")),
                "a",
                "b");
        Tables.create(
                dynamo,
                "blobs",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(defined(ScalarAttributeType.B, "pk")),
                "pk");
        Tables.create(
                dynamo,
                "streamed",
                b -> b.billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)),
                "a");
        Tables.create(
                dynamo, "kept", b -> b.billingMode(BillingMode.PAY_PER_REQUEST).deletionProtectionEnabled(true), "a");
        Tables.create(dynamo, "expiring", "a");
        dynamo.listTables().tableNames().forEach(table -> dynamo.describeTable(b -> b.tableName(table)));
        dynamo.updateTimeToLive(b -> b.tableName("expiring")
                .timeToLiveSpecification(t -> t.enabled(true).attributeName("ttl")));
        dynamo.putItem(b -> b.tableName("plain").item(Map.of("pk", AttributeValue.fromS("there"))));
    }

    @TestFactory
    Stream<DynamicContainer> errorsAreThoseOfAws(WeirServer weir) throws IOException {
        DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
        tables(dynamo);
        String arn = dynamo.describeTable(b -> b.tableName("plain")).table().tableArn();
        JsonNode groups;
        try (InputStream file = Objects.requireNonNull(ErrorsTest.class.getResourceAsStream("errors.json"))) {
            groups = JSON.readTree(file);
        }
        long cases = groups.valueStream()
                .mapToLong(group -> group.path("cases").size())
                .sum();
        assertTrue(cases >= 150, () -> cases + " cases");
        JsonCalls calls = new JsonCalls(weir, "DynamoDB_20120810");
        return StreamSupport.stream(groups.spliterator(), false)
                .map(group -> dynamicContainer(
                        group.path("source").asString(),
                        group.path("cases").valueStream().map(each -> test(calls, each, arn))));
    }

    private static DynamicTest test(JsonCalls calls, JsonNode each, String arn) {
        String operation = each.path("call").asString();
        return dynamicTest(operation + " " + each.path("input"), () -> {
            JsonNode answer = calls.answer(operation, expanded(each.path("input"), arn, 0));
            String type = answer.path("__type").asString();
            String expected = each.path("code").asString("ValidationException");
            assertEquals(expected, type.substring(type.indexOf('#') + 1), answer::toString);
            String message = answer.has("message")
                    ? answer.path("message").asString()
                    : answer.path("Message").asString();
            String wanted = text(each.path("message").asString(), arn, 0);
            if (wanted.startsWith("/")) {
                assertTrue(
                        Pattern.compile(wanted.substring(1), Pattern.DOTALL)
                                .matcher(message)
                                .matches(),
                        message);
            } else {
                assertEquals(sorted(wanted), sorted(message));
            }
            if (each.has("reason")) {
                assertEquals(
                        each.path("reason").asString(),
                        answer.path("CancellationReasons")
                                .path(0)
                                .path("Message")
                                .asString());
            }
        });
    }

    /** AWS lists the values of an enumeration in an order of its own, weir in that of the model. */
    private static String sorted(String message) {
        return ENUMERATION
                .matcher(message)
                .replaceAll(found ->
                        Stream.of(found.group(1).split(", ")).sorted().toList().toString());
    }

    private static JsonNode expanded(JsonNode node, String arn, int number) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.isString()) {
            return make.stringNode(text(node.asString(), arn, number));
        }
        if (node.isObject()) {
            ObjectNode object = make.objectNode();
            node.propertyStream().forEach(each -> object.set(each.getKey(), expanded(each.getValue(), arn, number)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode list = make.arrayNode();
            for (JsonNode member : node) {
                int times = member.path("$times").asInt(0);
                for (int i = 0; i < times; i++) {
                    list.add(expanded(member.path("$each"), arn, i));
                }
                if (times == 0) {
                    list.add(expanded(member, arn, number));
                }
            }
            return list;
        }
        return node;
    }

    private static String text(String text, String arn, int number) {
        String named = text.replace("{arn}", arn).replace("{#}", Integer.toString(number));
        return MANY.matcher(named).replaceAll(ErrorsTest::many);
    }

    private static String many(MatchResult found) {
        return found.group(1).repeat(Integer.parseInt(found.group(2)));
    }
}
