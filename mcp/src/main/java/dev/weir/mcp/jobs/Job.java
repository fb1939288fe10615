package dev.weir.mcp.jobs;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of a tool that runs in the background. */
public final class Job {
    private static final int MOST_LINES = 200;

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final String id;
    private final String tool;
    private final Deque<String> lines = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private State state = State.RUNNING;
    private @Nullable ObjectNode result;
    private @Nullable Thread thread;

    Job(String id, String tool) {
        this.id = id;
        this.tool = tool;
    }

    public String id() {
        return id;
    }

    /** The resource that tells how far it is. */
    public String uri() {
        return "weir://jobs/" + id;
    }

    synchronized State state() {
        return state;
    }

    synchronized void runsIn(Thread thread) {
        this.thread = thread;
    }

    synchronized void say(String line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized void end(State how, ObjectNode what) {
        if (state == State.RUNNING) {
            state = how;
            result = what;
            thread = null;
            ended.countDown();
        }
    }

    void end(Answer answer) {
        end(answer.failed() ? State.FAILED : State.DONE, answer.content());
    }

    synchronized void cancel() {
        Thread worker = thread;
        end(State.CANCELLED, WeirClient.object());
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** Waits until it has ended, or so long. */
    void await(int seconds) throws InterruptedException {
        boolean unused = ended.await(seconds, TimeUnit.SECONDS);
    }

    /** What is to be told of it. */
    public synchronized ObjectNode report() {
        ObjectNode report = WeirClient.object()
                .put("job_id", id)
                .put("tool", tool)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("resource", uri());
        ArrayNode said = report.putArray("progress");
        lines.forEach(said::add);
        if (result != null) {
            report.set("result", result);
        }
        return report;
    }
}
