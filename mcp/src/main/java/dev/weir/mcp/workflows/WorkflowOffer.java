package dev.weir.mcp.workflows;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** State machines and their executions. */
public final class WorkflowOffer implements Offer {
    private static final int MOST_EVENTS = 100;

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "workflow",
                        "Step Functions workflows",
                        "State machines and executions. Machines that may be run have a tool wf_NAME each, which follows the"
                                + " execution to its end.")
                .input(WorkflowTools.input(Fields.any("start, test_state: the input; send_success: the output"))
                        .may("machine", Fields.text("name or ARN of the state machine; list: part of a name"))
                        .may("execution", Fields.text("ARN of the execution"))
                        .may("status", Fields.text("executions: only those, such as FAILED"))
                        .may("definition", Fields.any("validate: a machine's, test_state: one state's, in ASL"))
                        .may("role_arn", Fields.text("test_state: the role of the state"))
                        .may("task_token", Fields.text("as the task was given it"))
                        .may("error", Fields.text("stop, send_failure: the error's name"))
                        .may("cause", Fields.text("stop, send_failure: what went wrong")))
                .output(WorkflowTools.output()
                        .may("machines", Fields.list())
                        .may("executions", Fields.list())
                        .may("events", Fields.list()))
                .takesLong()
                .action("list", Effect.READS, "state machines", WorkflowOffer::list)
                .action("describe", Effect.READS, "definition, type, tags (`machine`)", WorkflowOffer::describe)
                .action("executions", Effect.READS, "newest first (`machine`)", WorkflowOffer::executions)
                .sensitiveAction(
                        "history", Effect.READS, "what happened, state by state (`execution`)", WorkflowOffer::history)
                .action("validate", Effect.READS, "faults of a `definition`", WorkflowOffer::validate)
                .action("start", Effect.ADDS, "runs it (`machine`, `input`)", WorkflowOffer::start)
                .action("test_state", Effect.ADDS, "runs one state alone (`definition`, `input`)", WorkflowOffer::test)
                .action("stop", Effect.DESTROYS, "(`execution`)", WorkflowOffer::stop)
                .action(
                        "redrive",
                        Effect.ADDS,
                        "goes on with a failed one where it failed (`execution`)",
                        WorkflowOffer::redrive)
                .action("send_success", Effect.ADDS, "answers a task (`task_token`, `input`)", WorkflowOffer::success)
                .action("send_failure", Effect.ADDS, "fails a task (`task_token`)", WorkflowOffer::failure)
                .action("heartbeat", Effect.ADDS, "(`task_token`)", WorkflowOffer::heartbeat));
    }

    private static String machine(Call call) {
        return Names.arn(call.weir(), "states", "stateMachine:", call.text("machine"));
    }

    private static void change(Call call, String machine) {
        call.guard().change("state machine", Names.last(machine), () -> WorkflowTools.tags(call.weir(), machine));
    }

    /** The machine of an execution: {@code arn:…:execution:MACHINE:NAME}. */
    private static String machineOf(String execution) {
        String[] parts = execution.split(":");
        if (parts.length < 8) {
            throw new RefusedException("", "`execution` must be the ARN of an execution");
        }
        parts[5] = "stateMachine";
        return String.join(":", List.of(parts).subList(0, 7));
    }

    private static Answer list(Call call) {
        String part = call.text("machine", "").toLowerCase(Locale.ROOT);
        ObjectNode content = WeirClient.object();
        ArrayNode machines = content.putArray("machines");
        for (JsonNode machine : WorkflowTools.list(call.weir())) {
            if (machine.path("Name").asString("").toLowerCase(Locale.ROOT).contains(part)) {
                machines.add(machine);
            }
        }
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        String arn = machine(call);
        ObjectNode described = WorkflowTools.describe(call.weir(), arn);
        described.set("Definition", Names.parsed(described.path("Definition").asString("")));
        described.set("Tags", Names.tagsNode(WorkflowTools.tags(call.weir(), arn)));
        return Answer.of(described);
    }

    private static Answer executions(Call call) {
        String arn = machine(call);
        ObjectNode request = WeirClient.object().put("StateMachineArn", arn).put("MaxResults", 50);
        if (call.has("status")) {
            request.put("StatusFilter", call.text("status"));
        }
        ObjectNode content = WeirClient.object();
        content.set(
                "executions",
                call.weir().owning(arn).aws("sfn", "listExecutions", request).path("Executions"));
        return Answer.of(content);
    }

    private static Answer history(Call call) {
        String execution = call.text("execution");
        ObjectNode page = call.weir()
                .owning(execution)
                .aws(
                        "sfn",
                        "getExecutionHistory",
                        WeirClient.object()
                                .put("ExecutionArn", execution)
                                .put("ReverseOrder", true)
                                .put("MaxResults", MOST_EVENTS));
        ObjectNode content = WeirClient.object().put("execution_arn", execution);
        ArrayNode events = content.putArray("events");
        List<JsonNode> newestFirst = page.path("Events").valueStream().toList();
        newestFirst.reversed().forEach(events::add);
        if (page.has("NextToken")) {
            content.put("earlier", "there are earlier events: call_aws sfn getExecutionHistory has them");
        }
        return Answer.of(content);
    }

    private static Answer validate(Call call) {
        ObjectNode answer = call.weir()
                .aws(
                        "sfn",
                        "validateStateMachineDefinition",
                        WeirClient.object().put("Definition", call.payload("definition")));
        return Answer.of(answer);
    }

    private static Answer start(Call call) {
        String arn = machine(call);
        change(call, arn);
        boolean express = WorkflowTools.describe(call.weir(), arn)
                .path("Type")
                .asString("")
                .equals("EXPRESS");
        return Execution.run(call, arn, express);
    }

    private static Answer test(Call call) {
        if (call.guard().confines()) {
            throw new RefusedException(
                    "", "a state alone may call anything, and changes are confined to some resources");
        }
        JsonNode input = call.node("input");
        ObjectNode request = WeirClient.object()
                .put("Definition", call.payload("definition"))
                .put("Input", input.isMissingNode() ? "{}" : input.toString())
                .put(
                        "RoleArn",
                        call.text(
                                "role_arn",
                                "arn:aws:iam::" + call.weir().scope().account() + ":role/test"))
                .put("InspectionLevel", "DEBUG");
        return Answer.of(call.weir().aws("sfn", "testState", request));
    }

    private static Answer stop(Call call) {
        String execution = call.text("execution");
        change(call, machineOf(execution));
        ObjectNode request = WeirClient.object().put("ExecutionArn", execution);
        if (call.has("error")) {
            request.put("Error", call.text("error"));
        }
        if (call.has("cause")) {
            request.put("Cause", call.text("cause"));
        }
        ObjectNode unused = call.weir().owning(execution).aws("sfn", "stopExecution", request);
        return Answer.of(WeirClient.object().put("execution_arn", execution).put("status", "ABORTED"));
    }

    private static Answer redrive(Call call) {
        String execution = call.text("execution");
        change(call, machineOf(execution));
        ObjectNode unused = call.weir()
                .owning(execution)
                .aws("sfn", "redriveExecution", WeirClient.object().put("ExecutionArn", execution));
        return Answer.of(WeirClient.object().put("execution_arn", execution).put("status", "RUNNING"));
    }

    private static Answer success(Call call) {
        JsonNode output = call.node("input");
        return answered(
                call,
                "sendTaskSuccess",
                WeirClient.object().put("Output", output.isMissingNode() ? "{}" : output.toString()));
    }

    private static Answer failure(Call call) {
        return answered(
                call,
                "sendTaskFailure",
                WeirClient.object().put("Error", call.text("error", "Failed")).put("Cause", call.text("cause", "")));
    }

    private static Answer heartbeat(Call call) {
        return answered(call, "sendTaskHeartbeat", WeirClient.object());
    }

    /** A token does not tell whose it is. */
    private static Answer answered(Call call, String operation, ObjectNode request) {
        if (call.guard().confines()) {
            throw new RefusedException(
                    "",
                    "a task token does not say which state machine it belongs to, and changes are confined to some");
        }
        ObjectNode unused = call.weir().aws("sfn", operation, request.put("TaskToken", call.text("task_token")));
        return Answer.of(WeirClient.object().put("status", "answered"));
    }
}
