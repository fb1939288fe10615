package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OrdersRunTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void ordersRunFromTheirCodeToTheirEnd() throws Exception {
        assumeTrue(runs("node", "--version"), "needs Node.js");
        assumeTrue(runs("python3", "-c", "import boto3"), "needs Python 3 with boto3");
        assumeTrue(runs("mvn", "--version"), "needs Maven");
        StringWriter out = new StringWriter();
        CommandLine weir = Main.commandLine();
        weir.setOut(new PrintWriter(out, true));
        weir.setErr(new PrintWriter(out, true));
        int code = weir.execute("run", ROOT.resolve("examples/orders").toString(), "--port", "0");
        String said = out.toString();
        assertEquals(0, code, said);
        assertTrue(said.contains("50 requests: 50 × 201"), said);
        assertTrue(said.matches("(?s).*\\n +49  FulfilFunction lambda.BatchItem completed.*"), said);
        assertTrue(said.matches("(?s).*\\n +1  FulfilmentDeadLetters sqs.DeadLetter dead-lettered.*"), said);
        assertTrue(said.matches("(?s).*\\n +50  AnalyticsQueue sqs.SendMessage accepted.*"), said);
        assertTrue(said.contains("received 3 times without being deleted; maxReceiveCount is 3"), said);
        assertTrue(said.contains("another 1h: 1h of weir's time"), said);
    }

    @Test
    void anApplicationThatIsNotThereIsNamed() {
        StringWriter err = new StringWriter();
        CommandLine weir = Main.commandLine();
        weir.setErr(new PrintWriter(err, true));
        assertEquals(1, weir.execute("run", "no/such/app", "--port", "0"));
        assertEquals("weir: cannot read no/such/app: there is no such file\n", err.toString());
    }

    @Test
    void aTemplateThatIsNoneIsNamedWithItsPlace() throws IOException {
        Path file = Files.createTempDirectory("weir-run").resolve("template.yaml");
        Files.writeString(file, "Resources:\n  A: [\n");
        StringWriter err = new StringWriter();
        CommandLine weir = Main.commandLine();
        weir.setErr(new PrintWriter(err, true));
        assertEquals(1, weir.execute("run", file.toString(), "--port", "0"));
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, lines.size(), err.toString());
        assertTrue(lines.getFirst().startsWith("weir: " + file + ":3:"), err.toString());
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
