package dev.weir.server.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Lets an event loop carry the virtual threads of requests whose work is short: such a thread runs on the loop's own
 * thread from wait to wait, and what it answers is written when it comes to rest. Neither the way in nor the way out
 * then wakes another thread, which costs more than most requests.
 */
final class LoopCarrier implements Executor {
    private final EventLoop loop;
    private final Queue<Runnable> afterwards = new ArrayDeque<>();

    LoopCarrier(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable piece) {
        loop.execute(() -> {
            piece.run();
            Runnable next;
            while ((next = afterwards.poll()) != null) {
                next.run();
            }
        });
    }

    /** Runs on the loop when the calling thread, which is one of those carried, waits or ends. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }
}
