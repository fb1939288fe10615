package dev.weir.services.states.execution;

/**
 * What a Task state calls. Source: AWS Step Functions Developer Guide, "Task workflow state", "Resource".
 *
 * @param service such as {@code sqs} or {@code aws-sdk:sqs}; empty where it is no service
 * @param action such as {@code sendMessage.waitForTaskToken}
 */
public record Resource(String written, Kind kind, String service, String action) {
    /** What kind of thing it is. */
    public enum Kind {
        FUNCTION("LambdaFunction"),
        ACTIVITY("Activity"),
        SERVICE("Task");

        private final String events;

        Kind(String events) {
            this.events = events;
        }

        /** How names of its events begin. */
        String events() {
            return events;
        }
    }

    private static final String SERVICE = ":states:::";

    /** Reads an ARN that the definition's checks have let pass. */
    public static Resource of(String written) {
        int service = written.indexOf(SERVICE);
        if (service > 0) {
            String rest = written.substring(service + SERVICE.length());
            int action = rest.indexOf(':', rest.startsWith("aws-sdk:") ? "aws-sdk:".length() : 0);
            return action < 0
                    ? new Resource(written, Kind.SERVICE, rest, "")
                    : new Resource(written, Kind.SERVICE, rest.substring(0, action), rest.substring(action + 1));
        }
        return new Resource(written, written.contains(":activity:") ? Kind.ACTIVITY : Kind.FUNCTION, "", "");
    }

    /** Whether it starts an execution and waits for its end. */
    public boolean nests() {
        return service.equals("states")
                && (action.equals("startExecution.sync") || action.equals("startExecution.sync:2"));
    }

    /** Whether it is answered by a token. */
    public boolean waits() {
        return action.endsWith(".waitForTaskToken");
    }
}
