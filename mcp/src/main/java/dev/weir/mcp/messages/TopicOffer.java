package dev.weir.mcp.messages;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Topics of SNS and their subscriptions. */
public final class TopicOffer implements Offer {
    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "topic",
                        "Topics (SNS)",
                        "Publishes to topics, and looks at and changes topics and their subscriptions. Where a message did not"
                                + " reach a subscriber, the tool `why` with its message_id says which filter policy kept it.")
                .input(Fields.none()
                        .may("topic", Fields.text("name or ARN; list: part of a name"))
                        .may("message", Fields.any("publish: the message; JSON is sent as text"))
                        .may("subject", Fields.text("publish"))
                        .may("message_attributes", Fields.texts("publish: string attributes, for filter policies"))
                        .may("group_id", Fields.text("publish: message group; FIFO topics need one"))
                        .may("deduplication_id", Fields.text("publish"))
                        .may("subscription", Fields.text("ARN of a subscription"))
                        .may("protocol", Fields.text("subscribe: sqs, lambda, http, email …"))
                        .may("endpoint", Fields.text("subscribe: ARN, URL or address"))
                        .may(
                                "attributes",
                                Fields.object(
                                        "of the topic, or subscription: FilterPolicy, RawMessageDelivery …; policies as JSON"))
                        .may("tags", Fields.texts("create")))
                .output(Fields.none()
                        .may("topics", Fields.list())
                        .may("attributes", Fields.object())
                        .may("subscriptions", Fields.list())
                        .may("message_id", Fields.text())
                        .open())
                .action("list", Effect.READS, "topics", TopicOffer::list)
                .action(
                        "describe",
                        Effect.READS,
                        "attributes, subscriptions with filters, tags (`topic`)",
                        TopicOffer::describe)
                .action("publish", Effect.ADDS, "(`topic`, `message`)", TopicOffer::publish)
                .action(
                        "subscribe",
                        Effect.ADDS,
                        "(`topic`, `protocol`, `endpoint`, `attributes`)",
                        TopicOffer::subscribe)
                .action("unsubscribe", Effect.DESTROYS, "(`subscription`)", TopicOffer::unsubscribe)
                .action(
                        "configure",
                        Effect.SETS,
                        "sets `attributes`, Policy included, of `topic` or `subscription`",
                        TopicOffer::configure)
                .action("create", Effect.ADDS, "(`topic`, `attributes`)", TopicOffer::create)
                .action("delete", Effect.DESTROYS, "with its subscriptions (`topic`)", TopicOffer::delete));
    }

    private static String arn(Call call) {
        return Names.arn(call.weir(), "sns", "", call.text("topic"));
    }

    private static Map<String, String> tags(WeirClient weir, String arn) {
        return Names.tags(weir.owning(arn)
                .aws("sns", "listTagsForResource", WeirClient.object().put("ResourceArn", arn))
                .path("Tags"));
    }

    private static String changed(Call call) {
        String arn = arn(call);
        change(call, arn);
        return arn;
    }

    private static void change(Call call, String arn) {
        call.guard().change("topic", Names.last(arn), () -> tags(call.weir(), arn));
    }

    /** The topic of a subscription: {@code arn:…:TOPIC:ID}. */
    private static String topicOf(String subscription) {
        int id = subscription.lastIndexOf(':');
        if (!subscription.startsWith("arn:") || subscription.split(":").length != 7) {
            throw new RefusedException("", "`subscription` must be the ARN of a subscription");
        }
        return subscription.substring(0, id);
    }

    private static ObjectNode aws(Call call, String arn, String operation, ObjectNode request) {
        return call.weir().owning(arn).aws("sns", operation, request);
    }

    private static Answer list(Call call) {
        String part = call.text("topic", "").toLowerCase(Locale.ROOT);
        ObjectNode content = WeirClient.object();
        ArrayNode topics = content.putArray("topics");
        String token = "";
        do {
            ObjectNode request = WeirClient.object();
            if (!token.isEmpty()) {
                request.put("NextToken", token);
            }
            ObjectNode page = call.weir().aws("sns", "listTopics", request);
            for (JsonNode topic : page.path("Topics")) {
                String name = Names.last(topic.path("TopicArn").asString(""));
                if (name.toLowerCase(Locale.ROOT).contains(part)) {
                    topics.add(name);
                }
            }
            token = page.path("NextToken").asString("");
        } while (!token.isEmpty());
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        String arn = arn(call);
        ObjectNode content = WeirClient.object().put("topic_arn", arn);
        content.set(
                "attributes",
                aws(call, arn, "getTopicAttributes", WeirClient.object().put("TopicArn", arn))
                        .path("Attributes"));
        content.set("tags", Names.tagsNode(tags(call.weir(), arn)));
        ArrayNode subscriptions = content.putArray("subscriptions");
        JsonNode listed = aws(
                        call,
                        arn,
                        "listSubscriptionsByTopic",
                        WeirClient.object().put("TopicArn", arn))
                .path("Subscriptions");
        for (JsonNode subscription : listed) {
            String id = subscription.path("SubscriptionArn").asString("");
            subscriptions.add(
                    id.startsWith("arn:")
                            ? aws(
                                            call,
                                            arn,
                                            "getSubscriptionAttributes",
                                            WeirClient.object().put("SubscriptionArn", id))
                                    .path("Attributes")
                            : subscription);
        }
        return Answer.of(content);
    }

    private static Answer publish(Call call) {
        String arn = changed(call);
        ObjectNode request = WeirClient.object().put("TopicArn", arn).put("Message", call.payload("message"));
        if (call.has("subject")) {
            request.put("Subject", call.text("subject"));
        }
        if (call.has("group_id")) {
            request.put("MessageGroupId", call.text("group_id"));
        }
        if (call.has("deduplication_id")) {
            request.put("MessageDeduplicationId", call.text("deduplication_id"));
        }
        if (call.has("message_attributes")) {
            request.set("MessageAttributes", QueueOffer.attributes(call.node("message_attributes")));
        }
        ObjectNode answer = aws(call, arn, "publish", request);
        return Answer.of(
                WeirClient.object().put("message_id", answer.path("MessageId").asString("")));
    }

    private static Answer subscribe(Call call) {
        String arn = changed(call);
        ObjectNode request = WeirClient.object()
                .put("TopicArn", arn)
                .put("Protocol", call.text("protocol"))
                .put("Endpoint", call.text("endpoint"))
                .put("ReturnSubscriptionArn", true);
        if (call.has("attributes")) {
            request.set("Attributes", Names.texts(call.node("attributes")));
        }
        return Answer.of(aws(call, arn, "subscribe", request));
    }

    private static Answer unsubscribe(Call call) {
        String subscription = call.text("subscription");
        change(call, topicOf(subscription));
        ObjectNode unused =
                aws(call, subscription, "unsubscribe", WeirClient.object().put("SubscriptionArn", subscription));
        return Answer.of(WeirClient.object().put("unsubscribed", subscription));
    }

    private static Answer configure(Call call) {
        boolean ofSubscription = call.has("subscription");
        String arn = ofSubscription ? call.text("subscription") : arn(call);
        change(call, ofSubscription ? topicOf(arn) : arn);
        Names.texts(call.node("attributes")).forEachEntry((name, value) -> {
            ObjectNode request = WeirClient.object()
                    .put(ofSubscription ? "SubscriptionArn" : "TopicArn", arn)
                    .put("AttributeName", name)
                    .put("AttributeValue", value.asString(""));
            ObjectNode unused =
                    aws(call, arn, ofSubscription ? "setSubscriptionAttributes" : "setTopicAttributes", request);
        });
        ObjectNode content = WeirClient.object();
        content.set(
                "attributes",
                aws(
                                call,
                                arn,
                                ofSubscription ? "getSubscriptionAttributes" : "getTopicAttributes",
                                WeirClient.object().put(ofSubscription ? "SubscriptionArn" : "TopicArn", arn))
                        .path("Attributes"));
        return Answer.of(content);
    }

    private static Answer create(Call call) {
        String name = Names.last(call.text("topic"));
        call.guard().create("topic", name);
        ObjectNode request = WeirClient.object().put("Name", name);
        if (call.has("attributes")) {
            request.set("Attributes", Names.texts(call.node("attributes")));
        }
        ArrayNode tags = request.putArray("Tags");
        call.node("tags")
                .forEachEntry((key, value) -> tags.addObject().put("Key", key).put("Value", value.asString("")));
        call.guard().settings().onlyTags().forEach((key, value) -> tags.addObject()
                .put("Key", key)
                .put("Value", value));
        return Answer.of(call.weir().aws("sns", "createTopic", request));
    }

    private static Answer delete(Call call) {
        String arn = changed(call);
        ObjectNode unused = aws(call, arn, "deleteTopic", WeirClient.object().put("TopicArn", arn));
        return Answer.of(WeirClient.object().put("deleted", arn));
    }
}
