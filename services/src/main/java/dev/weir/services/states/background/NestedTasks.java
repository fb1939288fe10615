package dev.weir.services.states.background;

import dev.weir.kernel.Kernel;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.Selected;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Executions that a task starts and waits for. Source: AWS Step Functions Developer Guide, "Start a new AWS Step Functions
 * state machine from a running execution".
 */
final class NestedTasks {
    private static final Set<String> KNOWN = Set.of("StateMachineArn", "Name", "Input", "TraceHeader");

    private final Kernel kernel;
    private final Launches launches;

    NestedTasks(Kernel kernel, Launches launches) {
        this.kernel = kernel;
        this.launches = launches;
    }

    /**
     * The execution that a task asks for.
     *
     * @param input the task's
     * @throws dev.weir.shapes.AwsException as {@code StartExecution} has it
     */
    ExecutionRecord wanted(ExecutionRecord parent, JsonNode input) throws Parameters.WrongException {
        Parameters parameters = new Parameters(input);
        parameters.only(KNOWN);
        String arn = parameters.required("StateMachineArn");
        String name = parameters.text("Name");
        JsonNode given = input.get("Input");
        String text = given == null || given.isNull() ? null : given.isString() ? given.asString() : Data.text(given);
        Selected selected = kernel.store().read(tx -> launches.selected(tx, arn));
        if (selected.machine().express()) {
            throw StatesErrors.wrongType();
        }
        return launches.record(
                parent.cause(),
                parent.scope(),
                parent.arn(),
                selected,
                name == null ? kernel.ids().uuid() : Launches.name(name),
                text,
                parameters.text("TraceHeader"));
    }

    /** What StartExecution answers, as tasks have it. */
    static ObjectNode started(ExecutionRecord child) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("ExecutionArn", child.arn());
        output.put("StartDate", child.started());
        return output;
    }

    /**
     * An execution that has ended, as the task that waited for it has it.
     *
     * @param json whether input and output are JSON; texts else
     */
    static Answer answer(ExecutionRecord child, boolean json) {
        boolean fine = child.status().equals("SUCCEEDED");
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        if (child.errorCause() != null) {
            described.put("Cause", child.errorCause());
        }
        if (child.error() != null) {
            described.put("Error", child.error());
        }
        described.put("ExecutionArn", child.arn());
        put(described, "Input", child.input(), json);
        described.put("Name", child.name());
        put(described, "Output", child.output(), json);
        described.put("RedriveCount", child.redrives().count());
        described.put("RedriveStatus", fine ? "NOT_REDRIVABLE" : "REDRIVABLE");
        if (fine) {
            described.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
        }
        described.put("StartDate", child.started());
        if (child.aliasArn() != null) {
            described.put("StateMachineAliasArn", child.aliasArn());
        }
        described.put("StateMachineArn", child.machineArn());
        if (child.versionArn() != null) {
            described.put("StateMachineVersionArn", child.versionArn());
        }
        described.put("Status", child.status());
        described.put("StopDate", child.stopped());
        return fine ? new Answer.Result(described) : new Answer.Failure("States.TaskFailed", Data.text(described));
    }

    private static void put(ObjectNode into, String name, @Nullable String text, boolean json) {
        if (text == null) {
            return;
        }
        JsonNode value = json ? Data.parse(text) : null;
        if (value == null) {
            into.put(name, text);
        } else {
            into.set(name, value);
        }
        into.putObject(name + "Details").put("Included", true);
    }
}
