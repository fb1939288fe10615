package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.tests.WeirProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Standard executions come to the same end though weir is killed in the middle of them again and again, and no task that
 * has completed runs another time.
 */
@Timeout(900)
class KillTest {
    private static final int ROUNDS = Integer.getInteger("weir.kill.rounds", 10);
    private static final int STARTS = 2;
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private final Random random = new Random(5);
    private final List<Instant> kills = new ArrayList<>();
    /** What was acknowledged: the number that the execution was given, by its ARN. */
    private final Map<String, Integer> started = new ConcurrentHashMap<>();
    /** Histories as they were shown before a kill. */
    private final Map<String, List<HistoryEvent>> shown = new HashMap<>();
    /** Messages by the key of the task that sent them. */
    private final Map<String, Set<String>> messages = new ConcurrentHashMap<>();

    private Map<String, String> machines = Map.of();
    private String sent = "";
    private String tokens = "";

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            WeirProcess weir, B builder) {
        return weir.client(
                builder.httpClient(HTTP).overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    @Test
    void executionsOutliveKills() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (WeirProcess weir = WeirProcess.up(data)) {
                SfnClient states = client(weir, SfnClient.builder());
                SqsClient sqs = client(weir, SqsClient.builder());
                if (round == 0) {
                    prepare(weir, states, sqs);
                }
                runUntilKilled(weir, states, sqs, round);
            }
        }
        try (WeirProcess weir = WeirProcess.up(data)) {
            SfnClient states = client(weir, SfnClient.builder());
            SqsClient sqs = client(weir, SqsClient.builder());
            settle(weir, states, sqs);
            while (receive(sqs, sent, 0, message -> note(message.body(), message)) > 0) {
                // until there are none
            }
            check(states, counted(client(weir, DynamoDbClient.builder())));
        }
    }

    private void prepare(WeirProcess weir, SfnClient states, SqsClient sqs) throws Exception {
        DynamoDbClient dynamo = client(weir, DynamoDbClient.builder());
        dynamo.createTable(b -> b.tableName("counts")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S)));
        untilQuiet(weir);
        sent = sqs.createQueue(
                        b -> b.queueName("sent").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "40000")))
                .queueUrl();
        tokens = sqs.createQueue(
                        b -> b.queueName("tokens").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")))
                .queueUrl();
        machines = KilledWorkflows.create(states, sent, tokens);
    }

    /** Starts executions, answers those who ask, and kills weir at some moment of it. */
    private void runUntilKilled(WeirProcess weir, SfnClient states, SqsClient sqs, int round) throws Exception {
        ConcurrentLinkedQueue<String> here = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(1 + random.nextInt(machines.size() * STARTS));
        List<Thread> threads = new ArrayList<>();
        for (Map.Entry<String, String> machine : machines.entrySet()) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < STARTS; i++) {
                    int n = (round + i) % 10;
                    String name = machine.getKey() + "-" + round + "-" + i;
                    try {
                        String arn = states.startExecution(b -> b.stateMachineArn(machine.getValue())
                                        .name(name)
                                        .input("{\"id\":\"" + name + "\",\"n\":" + n + "}"))
                                .executionArn();
                        started.put(arn, n);
                        here.add(arn);
                        enough.countDown();
                    } catch (SdkException e) {
                        return;
                    }
                }
            }));
        }
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    int unused = receive(sqs, tokens, 20, message -> answer(states, sqs, message));
                }
            } catch (SdkException e) {
                // It is over.
            }
        }));
        enough.await();
        List<String> arns = List.copyOf(here);
        for (int looks = random.nextInt(12); looks > 0; looks--) {
            String arn = arns.get(random.nextInt(arns.size()));
            shown.put(arn, history(states, arn));
        }
        weir.kill();
        kills.add(Instant.now());
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static int receive(SqsClient sqs, String queue, int seconds, Consumer<Message> what) {
        List<Message> received = sqs.receiveMessage(
                        b -> b.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(seconds))
                .messages();
        received.forEach(what);
        return received.size();
    }

    private void note(String key, Message message) {
        messages.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(message.messageId());
    }

    private void answer(SfnClient states, SqsClient sqs, Message message) {
        JsonNode body = JsonMapper.shared().readTree(message.body());
        String id = body.get("id").asString();
        note(id + "/t", message);
        try {
            states.sendTaskSuccess(
                    b -> b.taskToken(body.get("token").asString()).output("{\"said\":\"" + id + "\"}"));
        } catch (TaskTimedOutException e) {
            // It was answered before, and what said so went down with weir.
        }
        sqs.deleteMessage(b -> b.queueUrl(tokens).receiptHandle(message.receiptHandle()));
    }

    private static void untilQuiet(WeirProcess weir) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI clock = weir.endpoint().resolve("/_weir/clock");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(clock)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"untilQuiet\":true,\"limit\":\"PT1M\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    /** Answers whoever asks until nothing runs any more. */
    private void settle(WeirProcess weir, SfnClient states, SqsClient sqs) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        long running = 1;
        while (running > 0) {
            untilQuiet(weir);
            int unused = receive(sqs, tokens, 0, message -> answer(states, sqs, message));
            running = machines.values().stream()
                    .mapToLong(arn -> states.listExecutions(
                                    b -> b.stateMachineArn(arn).statusFilter(ExecutionStatus.RUNNING))
                            .executions()
                            .size())
                    .sum();
            assertTrue(running == 0 || Instant.now().isBefore(end), running + " executions stand still");
        }
    }

    private static Map<String, Integer> counted(DynamoDbClient dynamo) {
        Map<String, Integer> counted = new HashMap<>();
        for (Map<String, AttributeValue> item :
                dynamo.scanPaginator(b -> b.tableName("counts")).items()) {
            counted.put(item.get("id").s(), Integer.parseInt(item.get("hits").n()));
        }
        return counted;
    }

    private static List<HistoryEvent> history(SfnClient states, String arn) {
        return states.getExecutionHistory(b -> b.executionArn(arn).maxResults(1000))
                .events();
    }

    private void check(SfnClient states, Map<String, Integer> counted) {
        Map<String, Integer> ran = new HashMap<>(counted);
        messages.forEach((key, ids) -> ran.put(key, ids.size()));
        Set<String> missing = new HashSet<>(started.keySet());
        List<String> wrong = new ArrayList<>();
        Set<String> children = new HashSet<>();
        int held = 0;
        for (Map.Entry<String, String> machine : machines.entrySet()) {
            for (ExecutionListItem item : states.listExecutionsPaginator(b -> b.stateMachineArn(machine.getValue()))
                    .executions()) {
                missing.remove(item.executionArn());
                DescribeExecutionResponse execution =
                        states.describeExecution(b -> b.executionArn(item.executionArn()));
                assertEquals(ExecutionStatus.SUCCEEDED, execution.status(), () -> execution.toString());
                JsonNode input = JsonMapper.shared().readTree(execution.input());
                String id = input.get("id").asString();
                if (id.endsWith("/child")) {
                    assertTrue(children.add(id), () -> "started twice: " + id);
                }
                assertEquals(
                        KilledWorkflows.output(
                                machine.getKey(), id, input.get("n").asInt()),
                        JsonMapper.shared().readTree(execution.output()));
                List<HistoryEvent> history = history(states, item.executionArn());
                List<HistoryEvent> before = shown.getOrDefault(item.executionArn(), List.of());
                assertEquals(before, history.subList(0, before.size()), "shown, and different after a kill");
                if (kills.stream()
                        .anyMatch(kill -> during(
                                kill,
                                history.getFirst().timestamp(),
                                history.getLast().timestamp()))) {
                    held++;
                }
                for (Map.Entry<String, Integer> task : allowed(history).entrySet()) {
                    Integer times = ran.remove(task.getKey());
                    if (times == null || times < 1 || times > task.getValue()) {
                        wrong.add(task.getKey() + " ran " + times + " times, at most " + task.getValue());
                    }
                }
            }
        }
        assertEquals(Set.of(), missing, "acknowledged and lost");
        assertEquals(List.of(), wrong);
        assertEquals(Map.of(), ran, "ran, and in no history");
        assertTrue(held > ROUNDS, "only " + held + " executions were under way at a kill");
    }

    private static boolean during(Instant kill, Instant from, Instant to) {
        return !from.isAfter(kill) && to.isAfter(kill);
    }

    /**
     * How many times each task that can be counted may have run by its execution's history: once, and once more for each
     * kill between its start and its end.
     */
    private Map<String, Integer> allowed(List<HistoryEvent> history) {
        Map<Long, HistoryEvent> over = new HashMap<>();
        for (HistoryEvent event : history) {
            assertEquals(history.indexOf(event) + 1, event.id());
            if (event.type() == HistoryEventType.TASK_SUBMITTED || event.type() == HistoryEventType.TASK_SUCCEEDED) {
                HistoryEvent from = event;
                while (from.type() != HistoryEventType.TASK_SCHEDULED) {
                    from = history.get(Math.toIntExact(from.previousEventId()) - 1);
                }
                over.putIfAbsent(from.id(), event);
            }
        }
        Map<String, Integer> allowed = new HashMap<>();
        for (HistoryEvent event : history) {
            if (event.type() == HistoryEventType.TASK_SCHEDULED) {
                HistoryEvent end = over.get(event.id());
                String key = key(event);
                if (key != null) {
                    long more = kills.stream()
                            .filter(kill -> during(kill, event.timestamp(), end.timestamp()))
                            .count();
                    allowed.merge(key, Math.toIntExact(1 + more), Integer::sum);
                }
            }
        }
        return allowed;
    }

    private static String key(HistoryEvent scheduled) {
        JsonNode parameters = JsonMapper.shared()
                .readTree(scheduled.taskScheduledEventDetails().parameters());
        JsonNode update = parameters.path("UpdateExpression");
        if (update.isString()) {
            return update.asString().startsWith("ADD")
                    ? parameters.at("/Key/id/S").asString()
                    : null;
        }
        JsonNode body = parameters.path("MessageBody");
        return body.isObject() ? body.get("id").asString() + "/t" : body.isString() ? body.asString() : null;
    }
}
