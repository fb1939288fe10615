package dev.weir.tests.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.server.WeirConfig;
import dev.weir.tests.Clients;
import dev.weir.tests.WeirProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.RequestedPipeState;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Weir is killed while a replay, a redrive or a pipe is at work, and goes on with it when it is started again. What was
 * on its way at that moment may arrive twice, as on AWS.
 */
@Timeout(240)
class KillTest {
    private static final String BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String arn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    private static String queue(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(b -> b.queueName(name).attributes(attributes)).queueUrl();
    }

    private static <T> List<List<T>> tens(int count, IntFunction<T> make) {
        List<List<T>> tens = new ArrayList<>();
        for (int i = 0; i < count; i += 10) {
            tens.add(IntStream.range(i, Math.min(i + 10, count)).mapToObj(make).toList());
        }
        return tens;
    }

    private static void send(SqsClient sqs, String url, int count) {
        tens(count, i -> SendMessageBatchRequestEntry.builder()
                        .id("m" + i)
                        .messageBody("m" + i)
                        .build())
                .forEach(ten -> sqs.sendMessageBatch(b -> b.queueUrl(url).entries(ten)));
    }

    private static void awaitFirst(SqsClient sqs, String url) {
        List<Message> first = sqs.receiveMessage(
                        b -> b.queueUrl(url).waitTimeSeconds(20).visibilityTimeout(0))
                .messages();
        assertEquals(1, first.size(), "nothing came before weir was to be killed");
    }

    private WeirServer again() {
        WeirServer weir = WeirServer.start(WeirConfig.ephemeral()
                .withStorage(new WeirConfig.Storage.Directory(folder, WeirConfig.Durability.PROCESS)));
        weir.clock().freeze();
        return weir;
    }

    /** All that is in a queue, which it is then not any longer. */
    private static List<String> bodies(SqsClient sqs, String name) {
        String url = sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                    .messages();
            if (some.isEmpty()) {
                return bodies;
            }
            some.forEach(message -> {
                bodies.add(message.body());
                sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
            });
        }
    }

    private static void all(int count, Collection<String> came) {
        Set<String> expected =
                IntStream.range(0, count).mapToObj(i -> "m" + i).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, new TreeSet<>(came));
    }

    @Test
    void aReplayGoesOn() throws Exception {
        int count = 3_000;
        try (WeirProcess weir = WeirProcess.up(folder)) {
            EventBridgeClient events = weir.client(EventBridgeClient.builder());
            SqsClient sqs = weir.client(SqsClient.builder());
            Instant begin = Instant.now().minusSeconds(60);
            String archive = events.createArchive(b -> b.archiveName("all").eventSourceArn(BUS))
                    .archiveArn();
            tens(count, i -> PutEventsRequestEntry.builder()
                            .source("shop")
                            .detailType("m" + i)
                            .detail("{}")
                            .build())
                    .forEach(ten -> events.putEvents(b -> b.entries(ten)));
            String out = queue(sqs, "out", Map.of());
            events.putRule(b -> b.name("rule").eventPattern("{\"source\":[\"shop\"]}"));
            events.putTargets(b -> b.rule("rule").targets(t -> t.id("t").arn(arn("out"))));
            events.startReplay(b -> b.replayName("again")
                    .eventSourceArn(archive)
                    .eventStartTime(begin)
                    .eventEndTime(begin.plusSeconds(7200))
                    .destination(d -> d.arn(BUS)));
            awaitFirst(sqs, out);
            weir.kill();
        }
        try (WeirServer weir = again()) {
            weir.untilQuiet();
            assertEquals(
                    ReplayState.COMPLETED,
                    Clients.of(weir, EventBridgeClient.builder())
                            .describeReplay(b -> b.replayName("again"))
                            .state());
            List<String> came = bodies(Clients.of(weir, SqsClient.builder()), "out").stream()
                    .map(body -> JsonMapper.shared()
                            .readTree(body)
                            .path("detail-type")
                            .asString())
                    .toList();
            all(count, came);
            assertTrue(came.size() <= count + 200, "more than the page that was under way came twice: " + came.size());
        }
    }

    @Test
    void aRedriveGoesOn() throws Exception {
        int count = 60;
        try (WeirProcess weir = WeirProcess.up(folder)) {
            SqsClient sqs = weir.client(SqsClient.builder());
            String dead = queue(sqs, "dead", Map.of());
            queue(
                    sqs,
                    "in",
                    Map.of(
                            QueueAttributeName.REDRIVE_POLICY,
                            "{\"deadLetterTargetArn\":\"" + arn("dead") + "\",\"maxReceiveCount\":1}"));
            String out = queue(sqs, "out", Map.of());
            send(sqs, dead, count);
            sqs.startMessageMoveTask(
                    b -> b.sourceArn(arn("dead")).destinationArn(arn("out")).maxNumberOfMessagesPerSecond(10));
            awaitFirst(sqs, out);
            weir.kill();
        }
        try (WeirServer weir = again()) {
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            weir.advance(Duration.ofMinutes(1));
            assertEquals(
                    "COMPLETED",
                    sqs.listMessageMoveTasks(b -> b.sourceArn(arn("dead")))
                            .results()
                            .getFirst()
                            .status());
            all(count, bodies(sqs, "out"));
        }
    }

    @Test
    void aPipeGoesOn() throws Exception {
        int count = 1_000;
        try (WeirProcess weir = WeirProcess.up(folder)) {
            SqsClient sqs = weir.client(SqsClient.builder());
            String in = queue(sqs, "in", Map.of());
            String out = queue(sqs, "out", Map.of());
            PipesClient pipes = weir.client(PipesClient.builder());
            pipes.createPipe(b -> b.name("pipe")
                    .source(arn("in"))
                    .target(arn("out"))
                    .roleArn("arn:aws:iam::000000000000:role/any")
                    .desiredState(RequestedPipeState.STOPPED)
                    .targetParameters(t -> t.inputTemplate("<$.body>")));
            send(sqs, in, count);
            pipes.startPipe(b -> b.name("pipe"));
            awaitFirst(sqs, out);
            weir.kill();
        }
        try (WeirServer weir = again()) {
            weir.advance(Duration.ofMinutes(1));
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            all(count, bodies(sqs, "out"));
            assertEquals(List.of(), bodies(sqs, "in"));
        }
    }
}
