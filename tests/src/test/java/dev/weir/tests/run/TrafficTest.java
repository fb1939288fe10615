package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class TrafficTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path application;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(application.resolve("template.yaml"), """
                Resources:
                  Slow:
                    Type: AWS::StepFunctions::StateMachine
                    Properties:
                      RoleArn: arn:aws:iam::000000000000:role/r
                      Definition: {StartAt: A, States: {A: {Type: Wait, Seconds: 3600, Next: B}, B: {Type: Succeed}}}
                  Quick:
                    Type: AWS::StepFunctions::StateMachine
                    Properties:
                      RoleArn: arn:aws:iam::000000000000:role/r
                      StateMachineType: EXPRESS
                      Definition: {StartAt: B, States: {B: {Type: Succeed}}}
                """);
        Files.writeString(application.resolve("weir.yaml"), "stack: s\ntraffic: {requests: steps.jsonl}\n");
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(String steps) throws IOException {
        Files.writeString(application.resolve("steps.jsonl"), steps.replace('`', '"'));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine weir = Main.commandLine();
        weir.setOut(new PrintWriter(out, true));
        weir.setErr(new PrintWriter(err, true));
        int code = weir.execute("run", application.toString(), "--port", "0");
        return new Ran(code, out.toString(), err.toString());
    }

    private void assertRefused(String steps, String why) throws IOException {
        Ran ran = run(steps);
        assertEquals(1, ran.code(), ran.out());
        assertEquals("weir: " + application.resolve("steps.jsonl") + ":1: " + why + "\n", ran.err());
    }

    @Test
    void callsAndTimeFollowEachOther() throws IOException {
        Ran ran = run("""
                {`call`:`sfn/startExecution`,`parameters`:{`StateMachineArn`:`${Slow}`}}
                {`advance`:`PT0S`}
                {`advance`:`PT30M`}
                {`call`:`sfn/startExecution`,`parameters`:{`StateMachineArn`:`${Slow}`,`Name`:`second`},`draw`:true}
                """);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("  until what is due is done: 0s of weir's time, 0 timers"), ran.out());
        assertTrue(ran.out().contains("  another 30m: 30m of weir's time, 0 timers"), ran.out());
        assertTrue(ran.out().contains("\n  Slow: 2 succeeded\n"), ran.out());
        assertTrue(ran.out().contains("\nsecond s-Slow-"), ran.out());
    }

    @Test
    void aLineThatCannotBeDoneIsNamed() throws IOException {
        assertRefused(
                "{`call`:`sfn/startExecution`,`parameters`:{`StateMachineArn`:`${Nope}`}}",
                "the stack has no resource Nope");
        assertRefused(
                "{`call`:`sfn/startExecution`,`draws`:true}",
                "unknown key draws (it may have await, call, draw, parameters)");
        assertRefused("{`advance`:`an hour`}", "advance is an ISO 8601 duration such as PT1H, not `an hour`");
        assertRefused(
                "{`call`:`sfn/startExecution`,`parameters`:{`StateMachineArn`:`${Quick}`},`await`:true}",
                "executions of Express workflows keep no history, and are neither awaited nor drawn");
    }
}
