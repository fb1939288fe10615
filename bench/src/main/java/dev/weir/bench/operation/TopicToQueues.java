package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publish to a topic with three queues, until each of them has given the message to a waiting receiver: end to end. Or
 * the same without a topic, three sends: what the fan-out is compared with.
 */
public final class TopicToQueues implements Operation {
    private static final int QUEUES = 3;
    private static final byte[] PUBLISHED = "<MessageId>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SENT = "\"MessageId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RECEIVED = "\"ReceiptHandle\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final boolean direct;

    /** @param direct without the topic, by a send to each queue */
    public TopicToQueues(boolean direct) {
        this.direct = direct;
    }

    @Override
    public String name() {
        return direct ? "sends-to-queues" : "topic-to-queues";
    }

    @Override
    public String service() {
        return direct ? "sqs" : "sns";
    }

    @Override
    public int requests() {
        return (direct ? QUEUES : 1) + QUEUES;
    }

    @Override
    public Talk floor(String authority) {
        return direct
                ? new FloorTalk(
                        SqsSend.request(authority),
                        SqsSend.body("http://" + authority + "/000000000000/bench"),
                        requests())
                : new FloorTalk(
                        Request.form(authority, "sns"), body("arn:aws:sns:us-east-1:000000000000:bench"), requests());
    }

    private static byte[] body(String topic) {
        return ("Action=Publish&Version=2010-03-31&TopicArn=" + topic + "&Message=" + "0".repeat(200))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        List<Chain> chains = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            chains.add(direct ? Chain.direct(subject) : Chain.topic(subject));
        }
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return chains;
            }

            @Override
            public void finish() throws IOException {
                for (Chain chain : chains) {
                    for (BenchQueue queue : chain.queues) {
                        queue.finish(chain.published);
                    }
                }
            }
        };
    }

    /** A request, and what its answer holds if it is the right one. */
    private record Step(Request request, byte[] body, byte[] expected) {}

    /** A connection with queues of its own. */
    private static final class Chain implements Talk {
        private final List<BenchQueue> queues;
        private final List<Step> steps = new ArrayList<>();
        private int step;
        private long published;

        private Chain(List<BenchQueue> queues) {
            this.queues = queues;
        }

        static Chain topic(Subject subject) throws IOException {
            Chain chain = new Chain(queues(subject));
            Caller caller = new Caller(subject.endpoint());
            String name = "bench-" + NUMBER.incrementAndGet();
            caller.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=" + name);
            String topic = "arn:aws:sns:us-east-1:000000000000:" + name;
            for (BenchQueue queue : chain.queues) {
                caller.form(
                        "sns",
                        "Action=Subscribe&Version=2010-03-31&TopicArn=" + topic + "&Protocol=sqs&Endpoint="
                                + queue.arn());
            }
            chain.steps.add(new Step(Request.form(subject.authority(), "sns"), body(topic), PUBLISHED));
            chain.receive(subject);
            return chain;
        }

        static Chain direct(Subject subject) throws IOException {
            Chain chain = new Chain(queues(subject));
            for (BenchQueue queue : chain.queues) {
                chain.steps.add(new Step(SqsSend.request(subject.authority()), SqsSend.body(queue.url()), SENT));
            }
            chain.receive(subject);
            return chain;
        }

        private static List<BenchQueue> queues(Subject subject) throws IOException {
            List<BenchQueue> queues = new ArrayList<>();
            for (int i = 0; i < QUEUES; i++) {
                queues.add(BenchQueue.create(subject));
            }
            return queues;
        }

        private void receive(Subject subject) {
            Request receive = Request.operation(subject.authority(), "sqs", "AmazonSQS.ReceiveMessage");
            for (BenchQueue queue : queues) {
                byte[] wait = ("{\"QueueUrl\":\"" + queue.url()
                                + "\",\"WaitTimeSeconds\":20,\"VisibilityTimeout\":43200}")
                        .getBytes(StandardCharsets.UTF_8);
                steps.add(new Step(receive, wait, RECEIVED));
            }
        }

        @Override
        public ByteBuffer request() {
            return steps.get(step).request.with(steps.get(step).body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(steps.get(step).expected) < 0) {
                throw new WrongAnswerException("step " + step + " answered: " + answer.text());
            }
            published += step == 0 ? 1 : 0;
            step = (step + 1) % steps.size();
            return step == 0;
        }
    }
}
