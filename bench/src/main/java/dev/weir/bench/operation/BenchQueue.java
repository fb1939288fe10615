package dev.weir.bench.operation;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A queue of its own for each stretch of load, so that none inherits another's backlog. */
final class BenchQueue {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Caller caller;
    private final String url;

    private BenchQueue(Caller caller, String url) {
        this.caller = caller;
        this.url = url;
    }

    static BenchQueue create(Subject subject) throws IOException {
        return create(subject, false);
    }

    static BenchQueue create(Subject subject, boolean fifo) throws IOException {
        Caller caller = new Caller(subject.endpoint());
        ObjectNode request =
                Caller.object().put("QueueName", "bench-" + NUMBER.incrementAndGet() + (fifo ? ".fifo" : ""));
        if (fifo) {
            request.putObject("Attributes").put("FifoQueue", "true");
        }
        return new BenchQueue(
                caller,
                caller.call("sqs", "AmazonSQS.CreateQueue", request)
                        .path("QueueUrl")
                        .asString());
    }

    String url() {
        return url;
    }

    String arn() {
        return "arn:aws:sqs:us-east-1:000000000000:" + url.substring(url.lastIndexOf('/') + 1);
    }

    /** Deletes it, once it holds as many messages as it should. */
    void finish(long expected) throws IOException {
        ObjectNode request = Caller.object().put("QueueUrl", url);
        request.putArray("AttributeNames")
                .add("ApproximateNumberOfMessages")
                .add("ApproximateNumberOfMessagesNotVisible");
        JsonNode attributes =
                caller.call("sqs", "AmazonSQS.GetQueueAttributes", request).path("Attributes");
        long held = number(attributes, "ApproximateNumberOfMessages")
                + number(attributes, "ApproximateNumberOfMessagesNotVisible");
        caller.call("sqs", "AmazonSQS.DeleteQueue", Caller.object().put("QueueUrl", url));
        if (held != expected) {
            throw new WrongAnswerException("the queue holds " + held + " messages instead of " + expected);
        }
    }

    private static long number(JsonNode attributes, String name) {
        return Long.parseLong(attributes.path(name).asString("-1"));
    }
}
