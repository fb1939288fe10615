package dev.weir.services.events;

import dev.weir.api.events.IllegalStatusException;
import dev.weir.api.events.InvalidEventPatternException;
import dev.weir.api.events.LimitExceededException;
import dev.weir.api.events.ManagedRuleException;
import dev.weir.api.events.ResourceAlreadyExistsException;
import dev.weir.api.events.ResourceNotFoundException;
import dev.weir.shapes.AwsException;

/** Every error that EventBridge raises, in AWS's wording. */
public final class EventsErrors {
    private EventsErrors() {}

    public static AwsException noBus(String name) {
        return new ResourceNotFoundException("Event bus " + name + " does not exist.");
    }

    public static AwsException busExists(String name) {
        return new ResourceAlreadyExistsException("Event bus " + name + " already exists.");
    }

    public static AwsException noRule(String rule, String bus) {
        return new ResourceNotFoundException("Rule " + rule + " does not exist on EventBus " + bus + ".");
    }

    public static AwsException noPermission() {
        return new ResourceNotFoundException("Statement with the provided id does not exist.");
    }

    public static AwsException defaultBus() {
        return validation("Cannot delete event bus default.");
    }

    public static AwsException busHasRules(String name) {
        return validation("Event bus " + name + " cannot be deleted because it has rules.");
    }

    public static AwsException hasTargets() {
        return validation("Rule can't be deleted since it has targets.");
    }

    public static AwsException badSchedule() {
        return validation("Parameter ScheduleExpression is not valid.");
    }

    public static AwsException scheduleOnBus() {
        return validation("ScheduleExpression is supported only on the default event bus.");
    }

    public static AwsException nothingToMatch() {
        return validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }

    public static AwsException badPattern(String reason) {
        return new InvalidEventPatternException("Event pattern is not valid. Reason: " + reason);
    }

    public static AwsException badEvent(String reason) {
        return validation("Event is not valid. Reason: " + reason);
    }

    public static AwsException severalInputs(String target) {
        return validation(
                "Only one of Input, InputPath, or InputTransformer must be provided for target " + target + ".");
    }

    public static AwsException badPlaceholder(String target, String name) {
        return validation("InputTemplate for target " + target + " contains invalid placeholder " + name + ".");
    }

    public static AwsException badInput(String target) {
        return validation("JSON syntax error in input for target " + target + ".");
    }

    public static AwsException tooMany() {
        return new LimitExceededException("The requested resource exceeds the maximum number allowed.");
    }

    public static AwsException managed() {
        return new ManagedRuleException(
                "This rule was created by an AWS service on behalf of your account. It is managed by that service.");
    }

    public static AwsException noMessageGroup(String target) {
        return validation("Parameter(s) SqsParameters must be specified for target: " + target + ".");
    }

    public static AwsException noArchive(String name) {
        return new ResourceNotFoundException("Archive " + name + " does not exist.");
    }

    public static AwsException archiveExists(String name) {
        return new ResourceAlreadyExistsException("Archive " + name + " already exists.");
    }

    public static AwsException noReplay(String name) {
        return new ResourceNotFoundException("Replay " + name + " does not exist.");
    }

    public static AwsException replayExists(String name) {
        return new ResourceAlreadyExistsException("Replay " + name + " already exists.");
    }

    /** The text is weir's own. */
    public static AwsException badToken() {
        return validation("Parameter NextToken is not valid.");
    }

    public static AwsException replayOver(String name) {
        return new IllegalStatusException("Replay " + name + " is not in a valid state for this operation.");
    }

    public static AwsException noConnection(String name) {
        return new ResourceNotFoundException(
                "Failed to describe the connection(s). Connection '" + name + "' does not exist.");
    }

    public static AwsException connectionExists(String name) {
        return new ResourceAlreadyExistsException("Connection " + name + " already exists.");
    }

    public static AwsException noDestination(String name) {
        return new ResourceNotFoundException(
                "Failed to describe the api-destination(s). An api-destination '" + name + "' does not exist.");
    }

    public static AwsException destinationExists(String name) {
        return new ResourceAlreadyExistsException("An api-destination '" + name + "' already exists.");
    }

    public static AwsException severalFilters(String operation, String filters) {
        return validation("At most one filter is allowed for " + operation + ". Use either : " + filters + ".");
    }

    /** A parameter that its operation cannot do with. */
    public static AwsException badParameter(String parameter, String reason) {
        return validation("Parameter " + parameter + " is not valid. Reason: " + reason);
    }

    public static AwsException badArn(String arn) {
        return validation("Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
    }

    public static AwsException unsupportedTarget(String arn) {
        return validation("weir does not deliver events to targets such as " + arn + ".");
    }

    public static AwsException unsupported(String what) {
        return validation("weir does not support " + what + ".");
    }

    public static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}
