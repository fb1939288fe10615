package dev.weir.tests.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(WeirExtension.class)
class SchedulerClientTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    private final WeirServer weir;
    private final SchedulerClient scheduler;
    private final SqsClient sqs;

    SchedulerClientTest(WeirServer weir) {
        this.weir = weir;
        scheduler = Clients.of(weir, SchedulerClient.builder());
        sqs = Clients.of(weir, SqsClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String queue(String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":us-east-1:000000000000:" + resource;
    }

    private CreateScheduleRequest.Builder schedule(String name, String expression, Consumer<Target.Builder> target) {
        return CreateScheduleRequest.builder()
                .name(name)
                .scheduleExpression(expression)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> target.accept(t.roleArn(ROLE)));
    }

    private List<Message> take(String url) {
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            b -> b.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(m -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(m.receiptHandle())));
            all.addAll(some);
        }
    }

    @Test
    void aScheduleIsKeptAsItWasMade() {
        String arn = scheduler
                .createSchedule(schedule("s", "rate(1 days)", t -> t.arn(arn("sqs", "q")))
                        .build())
                .scheduleArn();
        assertEquals(arn("scheduler", "schedule/default/s"), arn);
        GetScheduleResponse got = scheduler.getSchedule(b -> b.name("s"));
        assertEquals("default", got.groupName());
        assertEquals(ScheduleState.ENABLED, got.state());
        assertEquals("UTC", got.scheduleExpressionTimezone());
        assertEquals(ActionAfterCompletion.NONE, got.actionAfterCompletion());
        assertEquals(185, got.target().retryPolicy().maximumRetryAttempts());
        assertEquals(86400, got.target().retryPolicy().maximumEventAgeInSeconds());
        assertEquals(weir.now(), got.creationDate());

        weir.advance(Duration.ofMinutes(1));
        scheduler.updateSchedule(b -> b.name("s")
                .scheduleExpression("cron(0 9 ? * MON-FRI *)")
                .scheduleExpressionTimezone("Europe/Berlin")
                .state(ScheduleState.DISABLED)
                .description("on weekdays")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(15))
                .target(t -> t.arn(arn("sns", "t")).roleArn(ROLE).input("{}")));
        got = scheduler.getSchedule(b -> b.name("s").groupName("default"));
        assertEquals("Europe/Berlin", got.scheduleExpressionTimezone());
        assertEquals("on weekdays", got.description());
        assertEquals(15, got.flexibleTimeWindow().maximumWindowInMinutes());
        assertEquals(got.creationDate().plusSeconds(60), got.lastModificationDate());

        scheduler.deleteSchedule(b -> b.name("s"));
        ResourceNotFoundException gone =
                assertThrows(ResourceNotFoundException.class, () -> scheduler.getSchedule(b -> b.name("s")));
        assertEquals("Schedule s does not exist.", gone.awsErrorDetails().errorMessage());
    }

    @Test
    void aRequestSentTwiceMakesOneSchedule() {
        CreateScheduleRequest request = schedule("s", "rate(1 hour)", t -> t.arn(arn("sqs", "q")))
                .clientToken("token")
                .build();
        assertEquals(
                scheduler.createSchedule(request).scheduleArn(),
                scheduler.createSchedule(request).scheduleArn());
        ConflictException twin = assertThrows(
                ConflictException.class,
                () -> scheduler.createSchedule(
                        request.toBuilder().clientToken("other").build()));
        assertEquals("Schedule s already exists.", twin.awsErrorDetails().errorMessage());
    }

    @Test
    void mistakesAreRefused() {
        Map<String, CreateScheduleRequest.Builder> mistakes = Map.of(
                "Invalid Schedule Expression every day.",
                schedule("s", "every day", t -> t.arn(arn("sqs", "q"))),
                "Provided Arn is not in correct format.",
                schedule("s", "rate(1 hour)", t -> t.arn("q")),
                "The StartDate you specify cannot be earlier than 5 minutes ago.",
                schedule("s", "rate(1 hour)", t -> t.arn(arn("sqs", "q")))
                        .startDate(weir.now().minusSeconds(301)),
                "The API action getQueueUrl of sqs is read-only, which schedules cannot call.",
                schedule("s", "rate(1 hour)", t -> t.arn("arn:aws:scheduler:::aws-sdk:sqs:getQueueUrl")),
                "The target arn:aws:scheduler:::aws-sdk:sqs:shout is not supported: weir knows no service sqs with an API"
                        + " action shout.",
                schedule("s", "rate(1 hour)", t -> t.arn("arn:aws:scheduler:::aws-sdk:sqs:shout")),
                "EventBridgeParameters must be specified for an event bus target.",
                schedule("s", "rate(1 hour)", t -> t.arn(arn("events", "event-bus/default"))),
                "Invalid ScheduleExpressionTimezone Mars/Olympus.",
                schedule("s", "rate(1 hour)", t -> t.arn(arn("sqs", "q"))).scheduleExpressionTimezone("Mars/Olympus"));
        mistakes.forEach((message, request) -> {
            ValidationException refused =
                    assertThrows(ValidationException.class, () -> scheduler.createSchedule(request.build()), message);
            assertEquals(message, refused.awsErrorDetails().errorMessage());
        });
        SchedulerException ecs = assertThrows(
                SchedulerException.class,
                () -> scheduler.createSchedule(schedule("s", "rate(1 hour)", t -> t.arn(arn("ecs", "cluster/c"))
                                .ecsParameters(e -> e.taskDefinitionArn(arn("ecs", "task-definition/t"))))
                        .build()));
        assertTrue(ecs.awsErrorDetails().errorMessage().contains("EcsParameters"), ecs.getMessage());
        ResourceNotFoundException group = assertThrows(
                ResourceNotFoundException.class,
                () -> scheduler.createSchedule(schedule("s", "rate(1 hour)", t -> t.arn(arn("sqs", "q")))
                        .groupName("g")
                        .build()));
        assertEquals("Schedule group g does not exist.", group.awsErrorDetails().errorMessage());
    }

    @Test
    void groupsHoldSchedulesAndTags() {
        String arn = scheduler
                .createScheduleGroup(b -> b.name("g")
                        .tags(t -> t.key("team").value("a"), t -> t.key("env").value("x")))
                .scheduleGroupArn();
        scheduler.createScheduleGroup(b -> b.name("a"));
        assertEquals(
                List.of("a", "default", "g"),
                scheduler.listScheduleGroupsPaginator(b -> b.maxResults(1)).scheduleGroups().stream()
                        .map(group -> group.name())
                        .toList());
        scheduler.untagResource(b -> b.resourceArn(arn).tagKeys("env"));
        scheduler.tagResource(b -> b.resourceArn(arn).tags(t -> t.key("team").value("b")));
        assertEquals(
                "[Tag(Key=team, Value=b)]",
                scheduler.listTagsForResource(b -> b.resourceArn(arn)).tags().toString());
        for (int i = 0; i < 5; i++) {
            String name = "s" + i;
            scheduler.createSchedule(schedule(name, "rate(1 hour)", t -> t.arn(arn("sqs", "q")))
                    .groupName(name.equals("s0") ? "default" : "g")
                    .state(i == 4 ? ScheduleState.DISABLED : ScheduleState.ENABLED)
                    .build());
        }
        assertEquals(List.of("s0", "s1", "s2", "s3", "s4"), names(null, null));
        assertEquals(List.of("s1", "s2", "s3", "s4"), names("g", null));
        assertEquals(List.of("s4"), names(null, ScheduleState.DISABLED));

        scheduler.deleteScheduleGroup(b -> b.name("g"));
        weir.untilQuiet();
        assertThrows(ResourceNotFoundException.class, () -> scheduler.getScheduleGroup(b -> b.name("g")));
        assertEquals(List.of("s0"), names(null, null));
        assertThrows(ValidationException.class, () -> scheduler.deleteScheduleGroup(b -> b.name("default")));
    }

    private List<String> names(String group, ScheduleState state) {
        return scheduler
                .listSchedulesPaginator(
                        b -> b.groupName(group).state(state).namePrefix("s").maxResults(2))
                .schedules()
                .stream()
                .map(ScheduleSummary::name)
                .toList();
    }

    @Test
    void contextAttributesAndAFifoGroupReachAQueue() {
        String url = sqs.createQueue(b -> b.queueName("q.fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                                "true")))
                .queueUrl();
        weir.clock().advanceTo(Instant.parse("2100-01-01T00:00:00Z"));
        scheduler.createSchedule(schedule(
                        "s",
                        "at(2100-01-02T09:00:00)",
                        t -> t.arn(arn("sqs", "q.fifo"))
                                .sqsParameters(p -> p.messageGroupId("g"))
                                .input(
                                        "<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>"))
                .scheduleExpressionTimezone("America/New_York")
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .build());
        weir.clock().advanceTo(Instant.parse("2100-01-02T13:59:59Z"));
        assertEquals(List.of(), take(url));
        weir.advance(Duration.ofSeconds(1));
        assertEquals(
                arn("scheduler", "schedule/default/s") + " 2100-01-02T14:00:00Z 1",
                take(url).getFirst().body());
        assertThrows(ResourceNotFoundException.class, () -> scheduler.getSchedule(b -> b.name("s")));
    }

    @Test
    void aYearOfADailyScheduleWithDaylightSavingPasses() {
        String url = queue("q");
        weir.clock().advanceTo(Instant.parse("2102-01-01T05:00:00Z"));
        scheduler.createSchedule(
                schedule("s", "cron(30 2 * * ? *)", t -> t.arn(arn("sqs", "q")).input("<aws.scheduler.scheduled-time>"))
                        .scheduleExpressionTimezone("America/New_York")
                        .build());
        Set<String> seen = new TreeSet<>();
        // Messages are kept for four days.
        for (int i = 0; i < 122; i++) {
            weir.advance(Duration.ofDays(3));
            take(url).forEach(message -> assertTrue(seen.add(message.body()), message.body()));
        }
        // 366 days, less the one on which the clocks skip half past two.
        assertEquals(365, seen.size());
        assertTrue(seen.contains("2102-03-11T07:30:00Z"));
        assertFalse(seen.stream().anyMatch(time -> time.startsWith("2102-03-12")), seen.toString());
        assertTrue(seen.contains("2102-03-13T06:30:00Z"));
    }

    @Test
    void datesWindowsAndStatesBoundARate() {
        String url = queue("q");
        Instant start = weir.now().plus(Duration.ofHours(1));
        scheduler.createSchedule(schedule(
                        "s", "rate(10 minutes)", t -> t.arn(arn("sqs", "q")).input("<aws.scheduler.scheduled-time>"))
                .startDate(start)
                .endDate(start.plus(Duration.ofMinutes(35)))
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(5))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .build());
        weir.advance(Duration.ofMinutes(59));
        assertEquals(List.of(), take(url));
        weir.advance(Duration.ofMinutes(6));
        assertEquals(1, take(url).size());
        weir.advance(Duration.ofHours(2));
        assertEquals(3, take(url).size());
        assertThrows(ResourceNotFoundException.class, () -> scheduler.getSchedule(b -> b.name("s")));

        scheduler.createSchedule(schedule("off", "rate(1 minutes)", t -> t.arn(arn("sqs", "q")))
                .state(ScheduleState.DISABLED)
                .build());
        weir.advance(Duration.ofMinutes(5));
        assertEquals(List.of(), take(url));
        scheduler.updateSchedule(b -> b.name("off")
                .scheduleExpression("rate(1 minutes)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(arn("sqs", "q")).roleArn(ROLE)));
        weir.advance(Duration.ofMinutes(5));
        List<Message> notifications = take(url);
        assertTrue(notifications.size() >= 5, notifications.toString());
        assertTrue(
                notifications.getFirst().body().contains("\"source\":\"aws.scheduler\""),
                notifications.getFirst().body());
    }

    @Test
    void aRateWithoutAStartBeginsAtOnceOnARunningClock() {
        String url = queue("q");
        weir.clock().resume();
        scheduler.createSchedule(
                schedule("s", "rate(1 days)", t -> t.arn(arn("sqs", "q")).input("x"))
                        .build());
        assertEquals(
                1,
                sqs.receiveMessage(b -> b.queueUrl(url).waitTimeSeconds(20))
                        .messages()
                        .size());
    }

    @Test
    void universalTargetsCallAnyOperation() {
        String url = queue("q");
        once("send", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", """
                {"QueueUrl": "%s", "MessageBody": "n <aws.scheduler.attempt-number>", "DelaySeconds": 1,
                 "MessageAttributes": {"a": {"DataType": "String", "StringValue": "x"}}}""".formatted(url));
        once("make", "arn:aws:scheduler:::aws-sdk:sqs:createQueue", "{\"QueueName\": \"made\"}");
        once("group", "arn:aws:scheduler:::aws-sdk:cloudwatchlogs:createLogGroup", "{\"LogGroupName\": \"/g\"}");
        once(
                "put",
                "arn:aws:scheduler:::aws-sdk:eventbridge:putRule",
                "{\"Name\": \"r\", \"ScheduleExpression\": \"rate(1 day)\"}");
        weir.advance(Duration.ofMinutes(2));
        Message message = take(url).getFirst();
        assertEquals("n 1", message.body());
        assertEquals("x", message.messageAttributes().get("a").stringValue());
        assertTrue(sqs.listQueues().queueUrls().stream().anyMatch(one -> one.endsWith("/made")));
        assertEquals(
                "rate(1 day)",
                Clients.of(weir, EventBridgeClient.builder())
                        .describeRule(b -> b.name("r"))
                        .scheduleExpression());
    }

    @Test
    void universalTargetsTakeMapsTextAsBinaryStreamsAndTimes() {
        DynamoDbClient dynamo = Clients.of(weir, DynamoDbClient.builder());
        dynamo.createTable(b -> b.tableName("table")
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        S3Client s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
        s3.createBucket(b -> b.bucket("bucket"));
        Clients.of(weir, LambdaClient.builder())
                .createFunction(
                        Zips.node("f", "exports.handler = async (e) => e.a").build());
        once("item", "arn:aws:scheduler:::aws-sdk:dynamodb:putItem", """
                {"TableName": "table", "Item": {"id": {"S": "<aws.scheduler.execution-id>"},
                 "n": {"N": "1"}, "m": {"M": {"deep": {"BOOL": true}}}, "b": {"B": "text"}}}""");
        once(
                "object",
                "arn:aws:scheduler:::aws-sdk:s3:putObject",
                "{\"Bucket\": \"bucket\", \"Key\": \"k\", \"Body\": \"content\", \"Metadata\": {\"a\": \"b\"}}");
        once(
                "invoke",
                "arn:aws:scheduler:::aws-sdk:lambda:invoke",
                "{\"FunctionName\": \"f\", \"Payload\": \"{\\\"a\\\": 42}\"}");
        Instant start = weir.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        once("schedule", "arn:aws:scheduler:::aws-sdk:scheduler:createSchedule", """
                {"Name": "made", "ScheduleExpression": "rate(1 hour)", "StartDate": "%s",
                 "FlexibleTimeWindow": {"Mode": "OFF"},
                 "Target": {"Arn": "%s", "RoleArn": "%s"}}""".formatted(
                        start, arn("sqs", "q"), ROLE));
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        Map<String, AttributeValue> item =
                dynamo.scan(b -> b.tableName("table")).items().getFirst();
        assertEquals(16, item.get("id").s().length());
        assertTrue(item.get("m").m().get("deep").bool());
        assertEquals("text", item.get("b").b().asUtf8String());
        assertEquals(
                "content", s3.getObjectAsBytes(b -> b.bucket("bucket").key("k")).asUtf8String());
        assertEquals(
                Map.of("a", "b"),
                s3.headObject(b -> b.bucket("bucket").key("k")).metadata());
        assertEquals(start, scheduler.getSchedule(b -> b.name("made")).startDate());
        assertTrue(weir.kernel().journal().touching(arn("lambda", "function:f"), 20).stream()
                .anyMatch(hop -> hop.kind().equals("lambda.Return") && hop.outcome() == Outcome.COMPLETED));
    }

    private void once(String name, String target, String input) {
        scheduler.createSchedule(
                schedule(name, "rate(1 days)", t -> t.arn(target).input(input)).build());
    }

    @Test
    void whatAnOperationRefusesGoesToTheDeadLetterQueue() {
        String dead = queue("dead");
        scheduler.createSchedule(schedule("s", "rate(1 days)", t -> t.arn("arn:aws:scheduler:::aws-sdk:sqs:sendMessage")
                        .input("{\"QueueUrl\": \"http://localhost/000000000000/none\", \"MessageBody\": \"x\"}")
                        .deadLetterConfig(d -> d.arn(arn("sqs", "dead"))))
                .build());
        weir.advance(Duration.ofMinutes(1));
        Message letter = take(dead).getFirst();
        assertEquals("{\"QueueUrl\": \"http://localhost/000000000000/none\", \"MessageBody\": \"x\"}", letter.body());
        assertEquals("AWS.SimpleQueueService.NonExistentQueue", attribute(letter, "ERROR_CODE"));
        assertEquals("The specified queue does not exist.", attribute(letter, "ERROR_MESSAGE"));
        assertEquals("0", attribute(letter, "RETRY_ATTEMPTS"));
        assertEquals("false", attribute(letter, "IS_PAYLOAD_TRUNCATED"));
        assertEquals(arn("scheduler", "schedule/default/s"), attribute(letter, "SCHEDULE_ARN"));
        assertEquals("arn:aws:scheduler:::aws-sdk:sqs:sendMessage", attribute(letter, "TARGET_ARN"));
        assertEquals(16, attribute(letter, "EXECUTION_ID").length());

        scheduler.createSchedule(schedule("t", "rate(1 days)", t -> t.arn("arn:aws:scheduler:::aws-sdk:sqs:sendMessage")
                        .input("{\"Queue\": \"x\"}"))
                .build());
        weir.advance(Duration.ofMinutes(1));
        Hop dropped = weir.kernel().journal().touching(arn("scheduler", "schedule/default/t"), 10).stream()
                .filter(hop -> hop.kind().equals("scheduler.Deliver"))
                .findFirst()
                .orElseThrow();
        assertEquals(Outcome.DROPPED, dropped.outcome());
        assertTrue(dropped.reason().contains("The field 'Queue' is not supported"), dropped.reason());
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }

    @Test
    void functionsTopicsAndBusesAreTargets() {
        String url = queue("q");
        SnsClient sns = Clients.of(weir, SnsClient.builder());
        String topic = sns.createTopic(b -> b.name("t")).topicArn();
        sns.subscribe(b -> b.topicArn(topic)
                .protocol("sqs")
                .endpoint(arn("sqs", "q"))
                .attributes(Map.of("RawMessageDelivery", "true")));
        scheduler.createSchedule(
                schedule("topic", "rate(1 days)", t -> t.arn(topic).input("told"))
                        .build());
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        events.putRule(b -> b.name("r").eventPattern("{\"source\":[\"shop\"]}"));
        events.putTargets(
                b -> b.rule("r").targets(t -> t.id("1").arn(arn("sqs", "q")).inputPath("$.detail")));
        scheduler.createSchedule(schedule("bus", "rate(1 days)", t -> t.arn(arn("events", "event-bus/default"))
                        .eventBridgeParameters(p -> p.source("shop").detailType("opened"))
                        .input("{\"at\":\"<aws.scheduler.scheduled-time>\"}"))
                .build());
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(Zips.node("f", "exports.handler = async (e) => { console.log('GOT ' + e.a); return e }")
                .build());
        scheduler.createSchedule(schedule("function", "rate(1 days)", t -> t.arn(arn("lambda", "function:f"))
                        .input("{\"a\":42}"))
                .build());
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        List<String> bodies = take(url).stream().map(Message::body).sorted().toList();
        assertEquals("told", bodies.get(0));
        assertTrue(bodies.get(1).startsWith("{\"at\":\""), bodies.toString());
        assertTrue(weir.kernel().journal().touching(arn("lambda", "function:f"), 20).stream()
                .anyMatch(hop -> hop.kind().equals("lambda.Return") && hop.outcome() == Outcome.COMPLETED));
    }
}
