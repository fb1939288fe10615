package dev.weir.services.states;

import dev.weir.api.states.ActivityDoesNotExist;
import dev.weir.api.states.ExecutionAlreadyExists;
import dev.weir.api.states.ExecutionDoesNotExist;
import dev.weir.api.states.InvalidArn;
import dev.weir.api.states.InvalidDefinition;
import dev.weir.api.states.InvalidExecutionInput;
import dev.weir.api.states.InvalidName;
import dev.weir.api.states.InvalidOutput;
import dev.weir.api.states.InvalidToken;
import dev.weir.api.states.ResourceNotFound;
import dev.weir.api.states.StateMachineAlreadyExists;
import dev.weir.api.states.StateMachineDoesNotExist;
import dev.weir.api.states.StateMachineTypeNotSupported;
import dev.weir.api.states.TaskDoesNotExist;
import dev.weir.api.states.TaskTimedOut;
import dev.weir.services.states.language.Diagnostic;
import dev.weir.shapes.AwsException;
import java.util.List;
import java.util.stream.Collectors;

/** Every error that Step Functions raises. */
public final class StatesErrors {
    private StatesErrors() {}

    public static AwsException noMachine(String arn) {
        return new StateMachineDoesNotExist("State Machine Does Not Exist: '" + arn + "'");
    }

    public static AwsException machineExists(String arn) {
        return new StateMachineAlreadyExists("State Machine Already Exists: '" + arn + "'");
    }

    public static AwsException noExecution(String arn) {
        return new ExecutionDoesNotExist("Execution Does Not Exist: '" + arn + "'");
    }

    public static AwsException executionExists(String arn) {
        return new ExecutionAlreadyExists("Execution Already Exists: '" + arn + "'");
    }

    public static AwsException noActivity(String arn) {
        return new ActivityDoesNotExist("Activity Does Not Exist: '" + arn + "'");
    }

    public static AwsException noResource(String arn) {
        return new ResourceNotFound("Resource not found: '" + arn + "'");
    }

    public static AwsException badArn(String arn) {
        return new InvalidArn("Invalid Arn: '" + arn + "'");
    }

    /** An ARN of another kind than the operation is for. */
    public static AwsException otherResource(String kind) {
        return new InvalidArn("Invalid Arn: 'Resource type not valid in this context: " + kind + "'");
    }

    public static AwsException badName(String name) {
        return new InvalidName("Invalid Name: '" + name + "'");
    }

    public static AwsException badInput() {
        return new InvalidExecutionInput("Invalid State Machine Execution Input: 'Invalid JSON'");
    }

    public static AwsException badOutput() {
        return new InvalidOutput("Invalid Output: 'Invalid JSON'");
    }

    public static AwsException badDefinition(List<Diagnostic> diagnostics) {
        return new InvalidDefinition("Invalid State Machine Definition: '"
                + diagnostics.stream()
                        .filter(Diagnostic::error)
                        .map(Diagnostic::text)
                        .collect(Collectors.joining(", "))
                + "'");
    }

    public static AwsException wrongType() {
        return new StateMachineTypeNotSupported("This operation is not supported by this type of state machine");
    }

    public static AwsException badToken() {
        return new InvalidToken("Invalid Token: 'Invalid token'");
    }

    public static AwsException noTask() {
        return new TaskDoesNotExist("Task does not exist");
    }

    public static AwsException taskIsOver() {
        return new TaskTimedOut("Task Timed Out: 'Provided task does not exist anymore'");
    }
}
