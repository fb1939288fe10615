package dev.weir.mcp.workflows;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.mcp.client.CalledOffException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Names;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs a state machine and follows the execution from state to state. */
final class Execution {
    private static final int DEFAULT_WAIT_SECONDS = 60;

    /** What the follower tells when there is nothing more to come. */
    private static final String OVER = "";

    private Execution() {}

    /** @param machine ARN */
    static Answer run(Call call, String machine, boolean express) {
        WeirClient weir = call.weir().owning(machine);
        JsonNode input = call.node("input");
        ObjectNode request = WeirClient.object()
                .put("StateMachineArn", machine)
                .put("Input", input.isMissingNode() ? "{}" : input.toString());
        if (call.has("name")) {
            request.put("Name", call.text("name"));
        }
        int seconds = call.whole("wait_seconds", DEFAULT_WAIT_SECONDS);
        if (express && seconds > 0) {
            call.progress("running " + Names.last(machine));
            return result(weir.aws("sfn", "startSyncExecution", request));
        }
        long before = weir.get("/_weir/status").path("hops").asLong();
        String execution =
                weir.aws("sfn", "startExecution", request).path("ExecutionArn").asString("");
        if (express || seconds == 0) {
            return Answer.of(WeirClient.object().put("execution_arn", execution).put("status", "RUNNING"));
        }
        follow(call, weir, execution, before, seconds);
        return result(weir.aws("sfn", "describeExecution", WeirClient.object().put("ExecutionArn", execution)));
    }

    /** Reports states as they are entered, until the execution ends or the time is over. */
    private static void follow(Call call, WeirClient weir, String execution, long after, int seconds) {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        Thread follower = Kernels.aside("mcp-execution", () -> read(weir, execution, after, news));
        try {
            for (int waited = 0; waited < seconds; ) {
                String state = news.poll(1, TimeUnit.SECONDS);
                if (OVER.equals(state)) {
                    return;
                }
                if (state == null) {
                    waited++;
                } else {
                    call.progress("in state " + state);
                }
            }
        } catch (InterruptedException e) {
            throw new CalledOffException();
        } finally {
            follower.interrupt();
        }
    }

    private static void read(WeirClient weir, String execution, long after, BlockingQueue<String> news) {
        try {
            weir.lines("/_weir/journal?follow&after=" + after, hop -> {
                String kind = hop.path("kind").asString("");
                if (kind.equals("states.State")
                        && hop.path("source").asString("").equals(execution)) {
                    return news.add(hop.path("target").asString(""));
                }
                boolean over = kind.equals("states.Execution")
                        && hop.path("target").asString("").equals(execution);
                return !(over && news.add(OVER));
            });
        } catch (CalledOffException | UncheckedIOException e) {
            boolean unused = news.add(OVER);
        }
    }

    private static Answer result(ObjectNode described) {
        String status = described.path("Status").asString("");
        ObjectNode content = WeirClient.object()
                .put("execution_arn", described.path("ExecutionArn").asString(""))
                .put("status", status);
        if (described.has("Output")) {
            content.set("output", Names.parsed(described.path("Output").asString("")));
        }
        if (described.has("Error")) {
            content.put("error", described.path("Error").asString(""));
        }
        if (described.has("Cause")) {
            content.set("cause", Names.parsed(described.path("Cause").asString("")));
        }
        if (status.equals("RUNNING")) {
            content.put(
                    "hint",
                    "still running: `workflow` history tells where it is; if it waits for time, `clock` moves that; if for"
                            + " a task token, `workflow` send_success answers it");
        }
        return new Answer(content, status.equals("FAILED") || status.equals("TIMED_OUT") || status.equals("ABORTED"));
    }
}
