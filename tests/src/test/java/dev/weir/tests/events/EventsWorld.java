package dev.weir.tests.events;

import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A weir with buses, and queues to see what comes out of them. */
final class EventsWorld {
    final WeirServer weir;
    final EventBridgeClient events;
    final SqsClient sqs;

    EventsWorld(WeirServer weir) {
        this(weir, weir.accessKeyId());
    }

    EventsWorld(WeirServer weir, String account) {
        this.weir = weir;
        weir.clock().freeze();
        this.events = Clients.of(weir, account, EventBridgeClient.builder());
        this.sqs = Clients.of(weir, account, SqsClient.builder());
    }

    /** The URL of a new queue. */
    String queue(String name) {
        return sqs.createQueue(b -> b.queueName(name)).queueUrl();
    }

    String arn(String queueUrl) {
        return sqs.getQueueAttributes(b -> b.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    /** A rule of the default bus with the queue as its only target, as it is. */
    void rule(String name, String pattern, String queueUrl) {
        rule(name, pattern, Target.builder().id("t").arn(arn(queueUrl)).build());
    }

    void rule(String name, String pattern, Target target) {
        events.putRule(b -> b.name(name).eventPattern(pattern));
        events.putTargets(b -> b.rule(name).targets(target));
    }

    PutEventsResponse put(String detailType, String detail) {
        return put("default", detailType, detail);
    }

    PutEventsResponse put(String bus, String detailType, String detail) {
        return events.putEvents(b -> b.entries(entry(bus, detailType, detail)));
    }

    static PutEventsRequestEntry entry(String bus, String detailType, String detail) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("shop")
                .detailType(detailType)
                .detail(detail)
                .build();
    }

    /** All messages of the queue, received and deleted, once weir has come to rest. */
    List<Message> messages(String queueUrl) {
        weir.untilQuiet();
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            b -> b.queueUrl(queueUrl).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            all.addAll(some);
            some.forEach(
                    message -> sqs.deleteMessage(b -> b.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
        }
    }

    List<String> bodies(String queueUrl) {
        return messages(queueUrl).stream().map(Message::body).toList();
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
