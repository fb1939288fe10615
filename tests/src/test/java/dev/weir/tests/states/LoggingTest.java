package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidLoggingConfigurationException;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WeirExtension.class)
class LoggingTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:workflows:*";
    private static final String PASS = """
            {"StartAt":"P","States":{"P":{"Type":"Pass","Next":"F"},"F":{"Type":"Fail","Error":"E","Cause":"why"}}}""";

    private final WeirServer weir;
    private final SfnClient states;
    private final CloudWatchLogsClient logs;

    LoggingTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        logs = Clients.of(weir, CloudWatchLogsClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
        logs.createLogGroup(b -> b.logGroupName("workflows"));
    }

    private static LoggingConfiguration to(LogLevel level, boolean data) {
        return LoggingConfiguration.builder()
                .level(level)
                .includeExecutionData(data)
                .destinations(d -> d.cloudWatchLogsLogGroup(g -> g.logGroupArn(GROUP)))
                .build();
    }

    private String run(LoggingConfiguration logging, StateMachineType type) {
        String machine = states.createStateMachine(b ->
                        b.name("m").roleArn(ROLE).type(type).definition(PASS).loggingConfiguration(logging))
                .stateMachineArn();
        String execution = states.startExecution(b -> b.stateMachineArn(machine).input("{\"n\":1}"))
                .executionArn();
        weir.untilQuiet();
        return execution;
    }

    private List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        for (FilteredLogEvent event :
                logs.filterLogEvents(b -> b.logGroupName("workflows")).events()) {
            assertTrue(event.logStreamName().startsWith("states/m/"), event.logStreamName());
            lines.add(JsonMapper.shared().readTree(event.message()));
        }
        return lines;
    }

    private List<String> types() {
        return lines().stream().map(line -> line.get("type").asString()).toList();
    }

    @Test
    void theRecordsAreAwss() {
        String execution = run(to(LogLevel.ALL, true), StateMachineType.STANDARD);
        List<JsonNode> lines = lines();
        assertEquals(5, lines.size());
        long now = states.describeExecution(b -> b.executionArn(execution))
                .startDate()
                .toEpochMilli();
        assertEquals(
                "{\"id\":\"2\",\"type\":\"PassStateEntered\",\"details\":{\"name\":\"P\",\"input\":\"{\\\"n\\\":1}\","
                        + "\"inputDetails\":{\"truncated\":false}},\"previous_event_id\":\"0\",\"event_timestamp\":\""
                        + now + "\",\"execution_arn\":\"" + execution + "\",\"redrive_count\":\"0\"}",
                lines.get(1).toString());
        states.redriveExecution(b -> b.executionArn(execution));
        weir.untilQuiet();
        JsonNode redriven = lines().get(5);
        assertEquals("ExecutionRedriven", redriven.get("type").asString());
        assertEquals("1", redriven.get("redrive_count").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, ExecutionStarted PassStateEntered PassStateExited FailStateEntered ExecutionFailed",
        "ERROR, FailStateEntered ExecutionFailed",
        "FATAL, ExecutionFailed",
        "OFF, ''"
    })
    void levelsLeaveOutWhatIsLesser(LogLevel level, String logged) {
        run(to(level, false), StateMachineType.STANDARD);
        assertEquals(logged, String.join(" ", types()));
        lines().forEach(line -> assertNull(line.get("details").get("input")));
    }

    @Test
    void theHistoryOfExpressWorkflowsIsInTheirLogs() {
        String execution = run(to(LogLevel.ALL, true), StateMachineType.EXPRESS);
        assertTrue(execution.contains(":express:m:"), execution);
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "FailStateEntered",
                        "ExecutionFailed"),
                types());
        assertEquals(execution, lines().getFirst().get("execution_arn").asString());
        assertEquals(
                "{\"error\":\"E\",\"cause\":\"why\"}",
                lines().getLast().get("details").toString());
    }

    @Test
    void destinationsAreLookedAt() {
        InvalidLoggingConfigurationException none = assertThrows(
                InvalidLoggingConfigurationException.class,
                () -> run(LoggingConfiguration.builder().level(LogLevel.ALL).build(), StateMachineType.STANDARD));
        assertEquals(
                "Invalid Logging Configuration: Must specify exactly one Log Destination.",
                none.awsErrorDetails().errorMessage());
        logs.deleteLogGroup(b -> b.logGroupName("workflows"));
        InvalidLoggingConfigurationException gone = assertThrows(
                InvalidLoggingConfigurationException.class,
                () -> run(to(LogLevel.ALL, true), StateMachineType.STANDARD));
        assertEquals(
                "Invalid Logging Configuration: Log Destination not found.",
                gone.awsErrorDetails().errorMessage());
    }

    @Test
    void aHistoryIsReadWithoutItsData() {
        String execution = run(to(LogLevel.OFF, true), StateMachineType.STANDARD);
        var events = states.getExecutionHistory(b -> b.executionArn(execution).includeExecutionData(false))
                .events();
        assertEquals("P", events.get(1).stateEnteredEventDetails().name());
        assertNull(events.get(1).stateEnteredEventDetails().input());
        assertNull(events.get(2).stateExitedEventDetails().output());
        assertEquals("why", events.getLast().executionFailedEventDetails().cause());
    }

    @Test
    void stacksSayWhereToLog() {
        String template = """
                Resources:
                  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: stacked}}
                  Machine:
                    Type: AWS::StepFunctions::StateMachine
                    Properties:
                      RoleArn: arn:aws:iam::000000000000:role/r
                      DefinitionString: '{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}'
                      TracingConfiguration: {Enabled: true}
                      LoggingConfiguration:
                        Level: ALL
                        IncludeExecutionData: true
                        Destinations: [{CloudWatchLogsLogGroup: {LogGroupArn: !GetAtt Logs.Arn}}]
                Outputs:
                  Machine: {Value: !Ref Machine}
                """;
        Stacks stacks = new Stacks(weir);
        assertEquals("CREATE_COMPLETE", stacks.create("s", template));
        String machine = stacks.outputs("s").get("Machine");
        var described = states.describeStateMachine(b -> b.stateMachineArn(machine));
        assertEquals(LogLevel.ALL, described.loggingConfiguration().level());
        assertTrue(described.tracingConfiguration().enabled());
        states.startExecution(b -> b.stateMachineArn(machine));
        weir.untilQuiet();
        assertEquals(
                4, logs.filterLogEvents(b -> b.logGroupName("stacked")).events().size());
    }
}
