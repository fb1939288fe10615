package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** SendMessageBatch of ten messages of 200 bytes to a standard queue; one of them is a call. */
public final class SqsSendBatch implements Operation {
    /** Messages of a call. */
    public static final int ENTRIES = 10;

    private static final int BODY = 200;
    private static final int DIGITS = 12;
    private static final byte[] FAILED = "\"Failed\":[{".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "sqs-send-batch";
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
        List<Sender> senders = senders(subject, queue, connections);
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return senders;
            }

            @Override
            public void finish() throws IOException {
                queue.finish(senders.stream().mapToLong(Sender::messages).sum());
            }
        };
    }

    static List<Sender> senders(Subject subject, BenchQueue queue, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(i -> new Sender(subject.authority(), queue.url()))
                .toList();
    }

    private static Request request(String authority) {
        return Request.operation(authority, "sqs", "AmazonSQS.SendMessageBatch");
    }

    private static byte[] body(String queue) {
        StringBuilder body = new StringBuilder("{\"QueueUrl\":\"" + queue + "\",\"Entries\":[");
        for (int i = 0; i < ENTRIES; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"Id\":\"")
                    .append(i)
                    .append("\",\"MessageBody\":\"")
                    .append("0".repeat(BODY))
                    .append("\"}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sends batch after batch. */
    static final class Sender implements Talk {
        private final Request request;
        private final byte[] body;
        private final int last;
        private long accepted;

        Sender(String authority, String queue) {
            this.request = SqsSendBatch.request(authority);
            this.body = body(queue);
            this.last = body.length - 4 - BODY;
        }

        /** How many were accepted. */
        long messages() {
            return accepted * ENTRIES;
        }

        @Override
        public ByteBuffer request() {
            Request.digits(body, last, DIGITS, accepted);
            return request.with(body);
        }

        @Override
        public boolean answered(Answer answer) {
            answer.requireOk();
            int found = 0;
            for (int at = answer.find(SqsSend.ACCEPTED); at >= 0; at = answer.find(SqsSend.ACCEPTED, at + 1)) {
                found++;
            }
            if (found != ENTRIES || answer.find(FAILED) >= 0) {
                throw new WrongAnswerException("SendMessageBatch answered: " + answer.text());
            }
            accepted++;
            return true;
        }
    }
}
