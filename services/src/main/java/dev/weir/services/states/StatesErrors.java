package dev.weir.services.states;

import dev.weir.api.states.ActivityDoesNotExist;
import dev.weir.api.states.ConflictException;
import dev.weir.api.states.ExecutionAlreadyExists;
import dev.weir.api.states.ExecutionDoesNotExist;
import dev.weir.api.states.ExecutionNotRedrivable;
import dev.weir.api.states.InvalidArn;
import dev.weir.api.states.InvalidDefinition;
import dev.weir.api.states.InvalidExecutionInput;
import dev.weir.api.states.InvalidLoggingConfiguration;
import dev.weir.api.states.InvalidName;
import dev.weir.api.states.InvalidOutput;
import dev.weir.api.states.InvalidToken;
import dev.weir.api.states.MissingRequiredParameter;
import dev.weir.api.states.ResourceNotFound;
import dev.weir.api.states.ServiceQuotaExceededException;
import dev.weir.api.states.StateMachineAlreadyExists;
import dev.weir.api.states.StateMachineDoesNotExist;
import dev.weir.api.states.StateMachineTypeNotSupported;
import dev.weir.api.states.TaskDoesNotExist;
import dev.weir.api.states.TaskTimedOut;
import dev.weir.api.states.ValidationException;
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

    /** Something that a request names besides what it is about. */
    public static AwsException noSuchResource() {
        return new ResourceNotFound("Request references a resource that does not exist.");
    }

    public static AwsException otherRevision(String wanted, String current) {
        return new ConflictException("Failed to publish the State Machine version for revision " + wanted
                + ". The current State Machine revision is " + current + ".");
    }

    public static AwsException aliased(List<String> aliases) {
        return new ConflictException("Version to be deleted must not be referenced by an alias. Current list of aliases"
                + " referencing this version: " + aliases);
    }

    public static AwsException aliasExists() {
        return new ConflictException("Failed to create alias because an alias with the same name and a different"
                + " routing configuration already exists.");
    }

    public static AwsException badRouting(String what) {
        return new ValidationException("Routing configuration " + what);
    }

    public static AwsException badWeights(List<Integer> weights) {
        return new ValidationException("Sum of routing configuration weights must equal 100. Received: " + weights);
    }

    public static AwsException tooMany(String what, int most) {
        return new ServiceQuotaExceededException(
                "The maximum number of " + what + " of a state machine, " + most + ", has been reached.");
    }

    public static AwsException describedUnpublished() {
        return new ValidationException("Version description can only be set when publish is true");
    }

    /** @param fields of which an update needs one */
    public static AwsException nothingToUpdate(String fields) {
        return new MissingRequiredParameter("Either the " + fields + " must be specified");
    }

    public static AwsException badPage(String token) {
        return new InvalidToken("Invalid Token: '" + token + "'");
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

    public static AwsException noTestCase(String machine, String testCase) {
        return new ValidationException(
                "The mock configuration file has no test case '" + testCase + "' of a state machine '" + machine + "'");
    }

    /** What TestState does not take. */
    public static AwsException badMock(String what) {
        return new ValidationException(what);
    }

    /** A state that TestState does not run. */
    public static AwsException untestable(String what) {
        return new InvalidDefinition(what);
    }

    public static AwsException badLogging(String what) {
        return new InvalidLoggingConfiguration("Invalid Logging Configuration: " + what);
    }

    public static AwsException notRedrivable(String reason) {
        return new ExecutionNotRedrivable(reason);
    }

    public static AwsException badToken() {
        return new InvalidToken("Invalid Token: 'Invalid token'");
    }

    public static AwsException noTask() {
        return new TaskDoesNotExist("Task does not exist");
    }

    /** A map run that has ended is no longer changed. */
    public static AwsException mapRunIsOver(String arn) {
        return new ValidationException("Map Run is not running: '" + arn + "'");
    }

    public static AwsException taskIsOver() {
        return new TaskTimedOut("Task Timed Out: 'Provided task does not exist anymore'");
    }
}
