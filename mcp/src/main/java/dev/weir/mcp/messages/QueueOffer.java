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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queues of SQS. */
public final class QueueOffer implements Offer {
    private static final int MOST_QUEUES = 1000;

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "queue",
                        "Queues (SQS)",
                        "Messages and settings of queues. `peek` reads messages without taking them: no receive count goes up,"
                                + " none becomes invisible.")
                .input(Fields.none()
                        .may("queue", Fields.text("name, URL or ARN; list: how names begin"))
                        .may("body", Fields.any("send: the message; JSON is sent as text"))
                        .may("bodies", Fields.list("send: several messages", Fields.any("a message")))
                        .may("message_attributes", Fields.texts("send: string attributes"))
                        .may("group_id", Fields.text("send: message group; FIFO queues need one"))
                        .may("deduplication_id", Fields.text("send"))
                        .may("delay_seconds", Fields.whole("send", 0, 900))
                        .may("limit", Fields.whole("peek, receive: so many messages; 10 by default", 1, 100))
                        .may(
                                "visibility_seconds",
                                Fields.whole("receive, set_visibility: invisible for so long", 0, 43_200))
                        .may(
                                "receipt_handles",
                                Fields.list("delete, set_visibility: of received messages", Fields.text()))
                        .may(
                                "attributes",
                                Fields.object("create, configure: as SetQueueAttributes has them; policies as JSON"))
                        .may("tags", Fields.texts("create"))
                        .may("destination", Fields.text("redrive: to this queue instead of where they came from"))
                        .may("task_handle", Fields.text("cancel_redrive")))
                .output(Fields.none()
                        .may("queues", Fields.list())
                        .may("attributes", Fields.object())
                        .may("messages", Fields.list())
                        .may("message_ids", Fields.list())
                        .may("failed", Fields.list())
                        .open())
                .action("list", Effect.READS, "queues", QueueOffer::list)
                .action(
                        "describe",
                        Effect.READS,
                        "all attributes, tags, dead-letter sources, redrives (`queue`)",
                        QueueOffer::describe)
                .sensitiveAction("peek", Effect.READS, "oldest messages, in whatever state (`queue`)", QueueOffer::peek)
                .action("send", Effect.ADDS, "one message or several (`queue`, `body` or `bodies`)", QueueOffer::send)
                .sensitiveAction("receive", Effect.SETS, "takes messages, with handles (`queue`)", QueueOffer::receive)
                .action("delete", Effect.DESTROYS, "received messages (`receipt_handles`)", QueueOffer::delete)
                .action(
                        "set_visibility",
                        Effect.SETS,
                        "of received messages; 0 gives them back",
                        QueueOffer::visibility)
                .action("purge", Effect.DESTROYS, "deletes all messages", QueueOffer::purge)
                .action("redrive", Effect.ADDS, "moves a dead-letter queue's messages back", QueueOffer::redrive)
                .action("cancel_redrive", Effect.SETS, "(`task_handle`, `queue`)", QueueOffer::cancelRedrive)
                .action("create", Effect.ADDS, "(`queue`, `attributes`)", QueueOffer::create)
                .action("configure", Effect.SETS, "sets `attributes`", QueueOffer::configure)
                .action("delete_queue", Effect.DESTROYS, "with all messages", QueueOffer::deleteQueue));
    }

    /** A queue and its owner's view of weir. */
    private record Queue(WeirClient weir, String name, String arn) {
        String url() {
            return weir.endpoint() + "/" + weir.scope().account() + "/" + name;
        }

        ObjectNode request() {
            return WeirClient.object().put("QueueUrl", url());
        }

        ObjectNode call(String operation, ObjectNode request) {
            return weir.aws("sqs", operation, request);
        }

        Map<String, String> tags() {
            return Names.tags(call("listQueueTags", request()).path("Tags"));
        }
    }

    private static Queue queue(Call call) {
        return queue(call, call.text("queue"));
    }

    private static Queue queue(Call call, String given) {
        String name = Names.last(given);
        WeirClient weir = call.weir().owning(given);
        return new Queue(weir, name, Names.arn(weir, "sqs", "", name));
    }

    private static Queue changed(Call call) {
        Queue queue = queue(call);
        call.guard().change("queue", queue.name(), queue::tags);
        return queue;
    }

    private static Answer list(Call call) {
        ObjectNode request = WeirClient.object().put("MaxResults", MOST_QUEUES);
        if (call.has("queue")) {
            request.put("QueueNamePrefix", Names.last(call.text("queue")));
        }
        ObjectNode content = WeirClient.object();
        ArrayNode queues = content.putArray("queues");
        for (JsonNode url : call.weir().aws("sqs", "listQueues", request).path("QueueUrls")) {
            queues.add(Names.last(url.asString("")));
        }
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        Queue queue = queue(call);
        ObjectNode request = queue.request();
        request.putArray("AttributeNames").add("All");
        ObjectNode content = WeirClient.object().put("url", queue.url());
        content.set("attributes", queue.call("getQueueAttributes", request).path("Attributes"));
        content.set("tags", Names.tagsNode(queue.tags()));
        content.set(
                "dead_letter_sources",
                queue.call("listDeadLetterSourceQueues", queue.request()).path("QueueUrls"));
        content.set(
                "redrives",
                queue.call("listMessageMoveTasks", WeirClient.object().put("SourceArn", queue.arn()))
                        .path("Results"));
        return Answer.of(content);
    }

    private static Answer peek(Call call) {
        Queue queue = queue(call);
        return Answer.of((ObjectNode) call.weir()
                .get("/_weir/messages/" + WeirClient.encode(queue.arn()) + "?limit=" + call.whole("limit", 10)));
    }

    private static Answer send(Call call) {
        Queue queue = changed(call);
        List<String> bodies = new ArrayList<>();
        if (call.has("bodies")) {
            call.node("bodies").forEach(body -> bodies.add(text(body)));
        } else {
            bodies.add(call.payload("body"));
        }
        ObjectNode content = WeirClient.object();
        ArrayNode ids = content.putArray("message_ids");
        for (String body : bodies) {
            ObjectNode request = queue.request().put("MessageBody", body);
            if (call.has("group_id")) {
                request.put("MessageGroupId", call.text("group_id"));
            }
            if (call.has("deduplication_id")) {
                request.put("MessageDeduplicationId", call.text("deduplication_id"));
            }
            if (call.has("delay_seconds")) {
                request.put("DelaySeconds", call.whole("delay_seconds", 0));
            }
            if (call.has("message_attributes")) {
                request.set("MessageAttributes", attributes(call.node("message_attributes")));
            }
            ids.add(queue.call("sendMessage", request).path("MessageId"));
        }
        return Answer.of(content);
    }

    /** String attributes in the form of SQS and SNS. */
    static ObjectNode attributes(JsonNode texts) {
        ObjectNode attributes = WeirClient.object();
        texts.forEachEntry((name, value) ->
                attributes.putObject(name).put("DataType", "String").put("StringValue", value.asString("")));
        return attributes;
    }

    private static String text(JsonNode body) {
        return body.isString() ? body.asString() : body.toString();
    }

    private static Answer receive(Call call) {
        Queue queue = changed(call);
        int wanted = call.whole("limit", 10);
        ObjectNode content = WeirClient.object();
        ArrayNode messages = content.putArray("messages");
        while (messages.size() < wanted) {
            ObjectNode request = queue.request().put("MaxNumberOfMessages", Math.min(10, wanted - messages.size()));
            request.putArray("MessageSystemAttributeNames").add("All");
            request.putArray("MessageAttributeNames").add("All");
            if (call.has("visibility_seconds")) {
                request.put("VisibilityTimeout", call.whole("visibility_seconds", 30));
            }
            JsonNode received = queue.call("receiveMessage", request).path("Messages");
            received.forEach(messages::add);
            // What is given back at once would only come again.
            boolean givenBack = call.has("visibility_seconds") && call.whole("visibility_seconds", 0) == 0;
            if (received.isEmpty() || givenBack) {
                break;
            }
        }
        return Answer.of(content);
    }

    private static Answer delete(Call call) {
        return batch(call, "deleteMessageBatch", WeirClient.object());
    }

    private static Answer visibility(Call call) {
        return batch(
                call,
                "changeMessageVisibilityBatch",
                WeirClient.object().put("VisibilityTimeout", call.whole("visibility_seconds", 0)));
    }

    private static Answer batch(Call call, String operation, ObjectNode each) {
        Queue queue = changed(call);
        List<JsonNode> handles = call.node("receipt_handles").valueStream().toList();
        if (handles.isEmpty()) {
            throw new RefusedException("", "`receipt_handles` is missing: `receive` gives them");
        }
        ObjectNode content = WeirClient.object();
        ArrayNode done = content.putArray("message_ids");
        ArrayNode failed = content.putArray("failed");
        for (int from = 0; from < handles.size(); from += 10) {
            ObjectNode request = queue.request();
            ArrayNode entries = request.putArray("Entries");
            for (int i = from; i < Math.min(from + 10, handles.size()); i++) {
                entries.add(each.deepCopy()
                        .put("Id", Integer.toString(i))
                        .put("ReceiptHandle", handles.get(i).asString("")));
            }
            ObjectNode answer = queue.call(operation, request);
            answer.path("Successful").forEach(one -> done.add(one.path("Id")));
            answer.path("Failed").forEach(failed::add);
        }
        return new Answer(content, !failed.isEmpty());
    }

    private static Answer purge(Call call) {
        Queue queue = changed(call);
        ObjectNode unused = queue.call("purgeQueue", queue.request());
        return Answer.of(WeirClient.object().put("purged", queue.name()));
    }

    private static Answer redrive(Call call) {
        Queue queue = changed(call);
        ObjectNode request = WeirClient.object().put("SourceArn", queue.arn());
        if (call.has("destination")) {
            Queue destination = queue(call, call.text("destination"));
            call.guard().change("queue", destination.name(), destination::tags);
            request.put("DestinationArn", destination.arn());
        } else if (call.guard().confines()) {
            for (JsonNode url :
                    queue.call("listDeadLetterSourceQueues", queue.request()).path("QueueUrls")) {
                Queue source = queue(call, url.asString(""));
                call.guard().change("queue", source.name(), source::tags);
            }
        }
        return Answer.of(queue.call("startMessageMoveTask", request));
    }

    private static Answer cancelRedrive(Call call) {
        Queue queue = changed(call);
        return Answer.of(
                queue.call("cancelMessageMoveTask", WeirClient.object().put("TaskHandle", call.text("task_handle"))));
    }

    private static Answer create(Call call) {
        Queue queue = queue(call);
        call.guard().create("queue", queue.name());
        ObjectNode request = WeirClient.object().put("QueueName", queue.name());
        if (call.has("attributes")) {
            request.set("Attributes", Names.texts(call.node("attributes")));
        }
        ObjectNode tags = request.putObject("Tags");
        call.node("tags").forEachEntry(tags::set);
        call.guard().settings().onlyTags().forEach(tags::put);
        return Answer.of(queue.call("createQueue", request));
    }

    private static Answer configure(Call call) {
        Queue queue = changed(call);
        ObjectNode request = queue.request();
        request.set("Attributes", Names.texts(call.node("attributes")));
        ObjectNode unused = queue.call("setQueueAttributes", request);
        return describe(call);
    }

    private static Answer deleteQueue(Call call) {
        Queue queue = changed(call);
        ObjectNode unused = queue.call("deleteQueue", queue.request());
        return Answer.of(WeirClient.object().put("deleted", queue.name()));
    }
}
