package dev.weir.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import software.amazon.awssdk.services.sfn.SfnClient;

@ExtendWith(WeirExtension.class)
class ExecutionCommandTest {
    private final WeirServer weir;
    private final SfnClient states;

    ExecutionCommandTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private String drawn(String... id) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        String[] all = new String[id.length + 3];
        all[0] = "execution";
        System.arraycopy(id, 0, all, 1, id.length);
        all[id.length + 1] = "--port";
        all[id.length + 2] = String.valueOf(weir.port());
        line.execute(all);
        return out.toString();
    }

    private String start(String name, String input, String definition) {
        String machine = states.createStateMachine(b -> b.name("flow-" + name)
                        .roleArn("arn:aws:iam::000000000000:role/r")
                        .definition(definition))
                .stateMachineArn();
        return states.startExecution(b -> b.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    @Test
    void whatWentOnWithinAStateStandsUnderIt() {
        String arn = start("nested", "[1, 2]", """
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "MaxConcurrency": 1, "Next": "Both", "ItemProcessor": {
                    "StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 3600, "End": true}}}},
                  "Both": {"Type": "Parallel", "Catch": [{"ErrorEquals": ["Broken"], "Next": "Done"}], "End": true, "Branches": [
                    {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 7200, "End": true}}},
                    {"StartAt": "Inner", "States": {
                      "Inner": {"Type": "Parallel", "Next": "Break", "Branches": [
                        {"StartAt": "Short", "States": {"Short": {"Type": "Wait", "Seconds": 60, "End": true}}}]},
                      "Break": {"Type": "Fail", "Error": "Broken", "Cause": "in two"}}}]},
                  "Done": {"Type": "Succeed"},
                  "Other": {"Type": "Pass", "Next": "Done"}}}
                """.replace("\"Next\": \"Both\"", "\"Next\": \"Choose\"")
                .replace("\"Done\": {", """
                "Choose": {"Type": "Choice", "Default": "Both", "Choices": [
                  {"Variable": "$[0]", "NumericEquals": 7, "Next": "Other"}]}, "Done": {"""));
        weir.untilQuiet();
        String expected = """
                nested flow-nested succeeded after 2h 1m
                  ✓ Each             2h  ████████████████████████
                  ├─ item 0
                  │  ✓ Rest          1h  ████████████
                  └─ item 1
                     ✓ Rest          1h             █████████████
                  ✓ Choose         0 ms                         █
                  ✗ Both             1m                         █  caught
                  ├─ branch 1
                  │  – Long          1m                         █  ended from outside
                  └─ branch 2
                     ✓ Inner         1m                         █
                     └─ branch 1
                        ✓ Short      1m                         █
                     ✗ Break       0 ms                         █
                  ✓ Done           0 ms                         █
                  not entered: Other
                """;
        assertEquals(expected, drawn());
        assertEquals(expected, drawn("nested"));
        assertEquals(expected, drawn(arn));
    }

    @Test
    void attemptsAndTheLastFailureAreTold() {
        String unused = start("tried", "{}", """
                {"StartAt": "Call", "States": {
                  "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                    "Parameters": {"QueueUrl": "http://localhost/000000000000/none", "MessageBody": "m"},
                    "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "MaxAttempts": 2}],
                    "End": true}}}
                """);
        weir.untilQuiet();
        String drawn = drawn();
        assertTrue(drawn.startsWith("tried flow-tried failed after 30.0 s\n"), drawn);
        assertTrue(
                drawn.contains("  ✗ Call  30.0 s  ████████████████████████  3 attempts, SQS.QueueDoesNotExist"), drawn);
        assertTrue(drawn.contains("\n  SQS.QueueDoesNotExist"), drawn);
    }

    @Test
    void whatIsUnderWayIsDrawnAsFarAsItIs() {
        String unused = start("going", "{}", """
                {"StartAt": "Before", "States": {
                  "Before": {"Type": "Pass", "Next": "Rest"},
                  "Rest": {"Type": "Wait", "Seconds": 3600, "Next": "After"},
                  "After": {"Type": "Succeed"}}}
                """);
        weir.advance(Duration.ofSeconds(5));
        assertEquals("""
                going flow-going running after 0 ms
                  ✓ Before  0 ms
                  … Rest    0 ms
                  not entered: After
                """, drawn("going"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals("weir: no Standard workflow has run yet\n", drawn());
        assertEquals("weir: no execution is named nobody\n", drawn("nobody"));
    }
}
