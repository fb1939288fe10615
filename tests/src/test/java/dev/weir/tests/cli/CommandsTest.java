package dev.weir.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@Timeout(60)
@ExtendWith(WeirExtension.class)
class CommandsTest {
    private record Run(int code, String out, String err) {}

    private static Run weir(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private static Run at(WeirServer weir, String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--port";
        all[arguments.length + 1] = String.valueOf(weir.port());
        return weir(all);
    }

    @Test
    void helpNamesEveryCommand() {
        Run run = weir("--help");
        assertEquals(0, run.code());
        for (String command :
                new String[] {"up", "down", "status", "journal", "trace", "why", "outbox", "clock", "snapshot", "doctor"
                }) {
            assertTrue(run.out().contains("  " + command), run.out());
        }
        assertTrue(weir("generate-completion").out().contains("complete"));
    }

    @Test
    void errorsAreOneLine(WeirServer weir) {
        assertOneLine(weir("nonsense"), 2, "nonsense");
        assertOneLine(weir("up", "--port", "x"), 2, "--port");
        assertOneLine(weir("up", "--ephemeral", "--durability", "hope"), 1, "`hope`");
        assertOneLine(weir("up", "--ephemeral", "--port", String.valueOf(weir.port())), 1, "is in use");
        assertOneLine(weir("status", "--port", "1"), 1, "no weir runs on port 1");
        assertOneLine(at(weir, "trace", "nobody"), 1, "knows no hop, message or request nobody");
        assertOneLine(at(weir, "snapshot", "load", "none"), 1, "no checkpoint none");
        assertOneLine(at(weir, "clock", "advance", "soon"), 1, "`soon`");
    }

    private static void assertOneLine(Run run, int code, String word) {
        assertEquals(code, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("weir: "), run.err());
        assertTrue(run.err().contains(word), run.err());
    }

    @Test
    void theClockMoves(WeirServer weir) {
        at(weir, "clock", "freeze");
        Instant then = weir.now();
        assertEquals(0, at(weir, "clock", "advance", "1d2h").code());
        assertEquals(then.plus(Duration.ofHours(26)), weir.now());
        assertTrue(at(weir, "clock").out().contains("frozen"));
        assertTrue(at(weir, "clock", "--json").out().startsWith("{\"now\":"));
        assertEquals(0, at(weir, "clock", "until-quiet").code());
    }

    @Test
    void aTraceIsATree(WeirServer weir) {
        Cause sent = record(weir, Cause.NONE, "sns.Publish", "m-1", Outcome.ACCEPTED, "");
        Cause queued = record(weir, sent, "sqs.SendMessage", "m-2", Outcome.ACCEPTED, "");
        record(weir, sent, "sns.Filter", "m-3", Outcome.FILTERED, "no value of colour matches");
        record(weir, queued, "lambda.Invoke", "r-1", Outcome.FAILED, "TypeError");

        String tree = at(weir, "trace", "m-2").out();

        String[] lines = tree.lines().toArray(String[]::new);
        assertEquals(4, lines.length, tree);
        assertTrue(lines[0].contains("sns.Publish"), tree);
        assertTrue(lines[1].startsWith("├─ +") && lines[1].contains("sqs.SendMessage"), tree);
        assertTrue(lines[2].startsWith("│  └─ +") && lines[2].contains("failed: TypeError"), tree);
        assertTrue(lines[3].startsWith("└─ +") && lines[3].contains("filtered: no value of colour matches"), tree);
        assertEquals(4, at(weir, "journal").out().lines().count());
        assertTrue(at(weir, "trace", "last", "--json").out().startsWith("{\"trace\":" + sent.hop()));
    }

    private static Cause record(
            WeirServer weir, Cause cause, String kind, String subject, Outcome outcome, String reason) {
        return weir.kernel()
                .journal()
                .record(
                        cause,
                        Scope.DEFAULT,
                        kind,
                        "",
                        "arn:aws:sns:us-east-1:0:t",
                        subject,
                        outcome,
                        reason,
                        Map.of());
    }

    @Test
    void snapshotsComeAndGo(WeirServer weir) {
        assertEquals("saved a", at(weir, "snapshot", "save", "a").out().strip());
        assertEquals("a", at(weir, "snapshot", "list").out().strip());
        assertEquals(0, at(weir, "snapshot", "load", "a").code());
        String fork = at(weir, "snapshot", "fork").out().strip();
        String port = fork.substring(fork.lastIndexOf(':') + 1);
        assertEquals(0, weir("status", "--port", port, "--json").code());
        assertEquals(0, at(weir, "snapshot", "delete", "a").code());
        assertEquals("", at(weir, "snapshot", "list").out());
    }
}
