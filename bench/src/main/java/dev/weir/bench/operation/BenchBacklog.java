package dev.weir.bench.operation;

import dev.weir.bench.load.Talk;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.List;

/** A standard queue that fills up, and the life of messages in it meanwhile. */
public final class BenchBacklog {
    private final Subject subject;
    private final BenchQueue queue;
    private final List<SqsSendBatch.Sender> senders;

    private BenchBacklog(Subject subject, BenchQueue queue, List<SqsSendBatch.Sender> senders) {
        this.subject = subject;
        this.queue = queue;
        this.senders = senders;
    }

    public static BenchBacklog create(Subject subject, int connections) throws IOException {
        BenchQueue queue = BenchQueue.create(subject);
        return new BenchBacklog(subject, queue, SqsSendBatch.senders(subject, queue, connections));
    }

    /** What fills it, ten messages a call. */
    public List<? extends Talk> fill() {
        return senders;
    }

    /** Send, receive and delete; the messages held are as many afterwards as before. */
    public List<? extends Talk> cycle() {
        return SqsCycle.cycles(subject, queue, senders.size(), false);
    }

    /** How many messages have been put in. */
    public long messages() {
        return senders.stream().mapToLong(SqsSendBatch.Sender::messages).sum();
    }

    /** Deletes it, once it holds as many messages as it should. */
    public void finish() throws IOException {
        queue.finish(messages());
    }
}
