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

/** Publish to a topic with three queues, until each of them has given the message to a waiting receiver: end to end. */
public final class TopicToQueues implements Operation {
    private static final int QUEUES = 3;
    private static final byte[] PUBLISHED = "<MessageId>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RECEIVED = "\"ReceiptHandle\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public String name() {
        return "topic-to-queues";
    }

    @Override
    public String service() {
        return "sns";
    }

    @Override
    public int requests() {
        return 1 + QUEUES;
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(
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
            chains.add(Chain.prepare(subject));
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

    /** A connection with a topic and queues of its own. */
    private static final class Chain implements Talk {
        private final Request publish;
        private final Request receive;
        private final byte[] message;
        private final List<BenchQueue> queues;
        private final List<byte[]> waits = new ArrayList<>();
        private int step;
        private long published;

        private Chain(String authority, String topic, List<BenchQueue> queues) {
            this.publish = Request.form(authority, "sns");
            this.receive = Request.operation(authority, "sqs", "AmazonSQS.ReceiveMessage");
            this.message = body(topic);
            this.queues = queues;
            for (BenchQueue queue : queues) {
                waits.add(("{\"QueueUrl\":\"" + queue.url() + "\",\"WaitTimeSeconds\":20,\"VisibilityTimeout\":43200}")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }

        static Chain prepare(Subject subject) throws IOException {
            Caller caller = new Caller(subject.endpoint());
            String name = "bench-" + NUMBER.incrementAndGet();
            caller.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=" + name);
            String topic = "arn:aws:sns:us-east-1:000000000000:" + name;
            List<BenchQueue> queues = new ArrayList<>();
            for (int i = 0; i < QUEUES; i++) {
                BenchQueue queue = BenchQueue.create(subject);
                queues.add(queue);
                caller.form(
                        "sns",
                        "Action=Subscribe&Version=2010-03-31&TopicArn=" + topic + "&Protocol=sqs&Endpoint="
                                + queue.arn());
            }
            return new Chain(subject.authority(), topic, queues);
        }

        @Override
        public ByteBuffer request() {
            return step == 0 ? publish.with(message) : receive.with(waits.get(step - 1));
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(step == 0 ? PUBLISHED : RECEIVED) < 0) {
                throw new WrongAnswerException("step " + step + " answered: " + answer.text());
            }
            published += step == 0 ? 1 : 0;
            step = (step + 1) % (1 + QUEUES);
            return step == 0;
        }
    }
}
