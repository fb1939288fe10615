package dev.weir.services.states.background;

import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.LogDestination;
import dev.weir.api.states.LoggingConfiguration;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.LogSink;
import dev.weir.kernel.Arn;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.state.EventData;
import dev.weir.services.states.state.ExecutionRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories of executions in CloudWatch Logs, as the state machine's logging configuration has it. Source: AWS Step
 * Functions Developer Guide, "Using CloudWatch Logs to log execution history in Step Functions".
 */
public final class ExecutionLogs {
    private static final String GROUP = "log-group:";
    private static final Set<String> FATAL = Set.of("ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm").withZone(ZoneOffset.UTC);

    private final Fabric fabric;

    public ExecutionLogs(Fabric fabric) {
        this.fabric = fabric;
    }

    /** Whether anything of an execution is to be logged. */
    static boolean wanted(ExecutionRecord execution) {
        return group(execution.origin().logging()) != null;
    }

    /** The log group's ARN; null where nothing is to be logged. */
    private static @Nullable Arn group(@Nullable LoggingConfiguration logging) {
        if (logging == null || logging.level() == null || logging.level().equals("OFF")) {
            return null;
        }
        List<LogDestination> destinations = logging.destinations();
        if (destinations == null || destinations.isEmpty()) {
            return null;
        }
        var group = destinations.getFirst().cloudWatchLogsLogGroup();
        return group == null || group.logGroupArn() == null ? null : Arn.parse(group.logGroupArn());
    }

    /** Whether a log group is there. */
    public boolean exists(String arn) {
        if (!Arn.isArn(arn)) {
            return false;
        }
        Arn group = Arn.parse(arn);
        return group.service().equals("logs")
                && group.resource().startsWith(GROUP)
                && fabric.at(group, EventTarget.class)
                        .map(target -> target.exists(group))
                        .orElse(false);
    }

    /**
     * Logs events of an execution. Those that its level leaves out are not logged; where its log group is gone, none
     * are.
     *
     * @param arn of the execution as its type has it
     */
    void log(ExecutionRecord execution, String arn, List<HistoryEvent> events) {
        LoggingConfiguration logging = execution.origin().logging();
        Arn group = group(logging);
        if (group == null || logging == null || !exists(group.toString())) {
            return;
        }
        boolean whole = Boolean.TRUE.equals(logging.includeExecutionData());
        List<LogSink.Line> lines = new ArrayList<>();
        for (HistoryEvent event : events) {
            if (logged(String.valueOf(logging.level()), String.valueOf(event.type()))) {
                Instant at = event.timestamp() == null ? Instant.EPOCH : event.timestamp();
                lines.add(new LogSink.Line(at, line(execution, arn, event, at, whole)));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        String name = group.resource().substring(GROUP.length()).replaceFirst(":\\*$", "");
        fabric.of("logs", LogSink.class)
                .ifPresent(sink -> sink.append(
                        group.scope(), name, stream(execution, lines.getFirst().at()), lines));
    }

    private static boolean logged(String level, String type) {
        return switch (level) {
            case "ALL" -> true;
            case "ERROR" ->
                type.endsWith("Failed")
                        || type.endsWith("TimedOut")
                        || type.endsWith("Aborted")
                        || type.equals("FailStateEntered");
            default -> FATAL.contains(type);
        };
    }

    private static String line(ExecutionRecord execution, String arn, HistoryEvent event, Instant at, boolean whole) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("id", String.valueOf(event.id()));
        line.put("type", event.type());
        line.set("details", EventData.details(event, whole));
        line.put("previous_event_id", String.valueOf(event.previousEventId()));
        line.put("event_timestamp", String.valueOf(at.toEpochMilli()));
        line.put("execution_arn", arn);
        line.put("redrive_count", String.valueOf(execution.redrives().count()));
        return Data.text(line);
    }

    /** AWS writes to streams of its own choice; here a state machine has one for each minute. */
    private static String stream(ExecutionRecord execution, Instant at) {
        String minute = MINUTE.format(at);
        int hash = (execution.machineArn() + minute).hashCode();
        return "states/" + execution.machine() + "/" + minute + "/" + String.format("%08x", hash);
    }
}
