package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** SendMessage of 200 bytes to a standard queue. */
public final class SqsSend implements Operation {
    static final byte[] ACCEPTED = "\"MD5OfMessageBody\"".getBytes(StandardCharsets.US_ASCII);
    static final int DIGITS = 12;
    static final int BODY = 200;

    @Override
    public String name() {
        return "sqs-send";
    }

    @Override
    public String service() {
        return "sqs";
    }

    @Override
    public Talk floor(String authority) {
        return new FloorTalk(request(authority), body("http://" + authority + "/000000000000/bench"), 1);
    }

    @Override
    public Work prepare(Subject subject, int connections) throws IOException {
        BenchQueue queue = BenchQueue.create(subject);
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(new Sender(subject.authority(), queue.url(), i * 1_000_000_000L));
        }
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return senders;
            }

            @Override
            public void finish() throws IOException {
                queue.finish(
                        senders.stream().mapToLong(sender -> sender.accepted).sum());
            }
        };
    }

    static Request request(String authority) {
        return Request.operation(authority, "sqs", "AmazonSQS.SendMessage");
    }

    static byte[] body(String queue) {
        return ("{\"QueueUrl\":\"" + queue + "\",\"MessageBody\":\"" + "0".repeat(BODY) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the message in {@code body} differ from others. */
    static void number(byte[] body, long number) {
        Request.digits(body, body.length - 2 - BODY, DIGITS, number);
    }

    private static final class Sender implements Talk {
        private final Request request;
        private final byte[] body;
        private final long first;
        private long accepted;

        Sender(String authority, String queue, long first) {
            this.request = SqsSend.request(authority);
            this.body = SqsSend.body(queue);
            this.first = first;
        }

        @Override
        public ByteBuffer request() {
            number(body, first + accepted);
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            if (answer.find(ACCEPTED) < 0) {
                throw new WrongAnswerException("SendMessage answered: " + answer.text());
            }
            accepted++;
            return true;
        }
    }
}
