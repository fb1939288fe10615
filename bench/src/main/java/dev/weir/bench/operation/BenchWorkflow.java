package dev.weir.bench.operation;

import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A state machine of its own for each stretch of load. */
final class BenchWorkflow {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PREFIX = "AWSStepFunctions.";
    private static final int PAGE = 1000;

    /** A Pass, a Choice, a Pass that fills a template, a Pass with a result at a path, a Succeed. */
    private static final String FIVE_STATES = """
            {"StartAt":"Take","States":{
              "Take":{"Type":"Pass","Next":"Large"},
              "Large":{"Type":"Choice","Choices":[{"Variable":"$.amount","NumericGreaterThan":100,"Next":"Review"}],
                "Default":"Review"},
              "Review":{"Type":"Pass","Parameters":{"order.$":"$.order","amount.$":"$.amount"},"Next":"Mark"},
              "Mark":{"Type":"Pass","Result":{"done":true},"ResultPath":"$.mark","Next":"Done"},
              "Done":{"Type":"Succeed"}}}
            """;

    private final Caller caller;
    private final String arn;

    private BenchWorkflow(Caller caller, String arn) {
        this.caller = caller;
        this.arn = arn;
    }

    /** @param type {@code STANDARD} or {@code EXPRESS} */
    static BenchWorkflow create(Subject subject, String type) throws IOException {
        Caller caller = new Caller(subject.endpoint());
        ObjectNode request = Caller.object()
                .put("name", "bench-" + NUMBER.incrementAndGet())
                .put("type", type)
                .put("roleArn", "arn:aws:iam::000000000000:role/bench")
                .put("definition", FIVE_STATES);
        return new BenchWorkflow(
                caller,
                caller.call("states", PREFIX + "CreateStateMachine", request)
                        .path("stateMachineArn")
                        .asString());
    }

    String arn() {
        return arn;
    }

    static Request request(String authority, String operation) {
        return Request.operation(authority, "states", PREFIX + operation);
    }

    static byte[] start(String arn) {
        return ("{\"stateMachineArn\":\"" + arn + "\",\"input\":\"{\\\"order\\\":\\\"o-4711\\\",\\\"amount\\\":250}\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Counts the executions that have succeeded, and deletes the state machine. */
    void finish(long expected) throws IOException {
        long ended = 0;
        String token = null;
        do {
            ObjectNode request = Caller.object()
                    .put("stateMachineArn", arn)
                    .put("statusFilter", "SUCCEEDED")
                    .put("maxResults", PAGE);
            if (token != null) {
                request.put("nextToken", token);
            }
            JsonNode answer = caller.call("states", PREFIX + "ListExecutions", request);
            ended += answer.path("executions").size();
            token = answer.path("nextToken").asString(null);
        } while (token != null);
        delete();
        if (ended != expected) {
            throw new WrongAnswerException(ended + " executions have succeeded instead of " + expected);
        }
    }

    void delete() throws IOException {
        caller.call("states", PREFIX + "DeleteStateMachine", Caller.object().put("stateMachineArn", arn));
    }
}
