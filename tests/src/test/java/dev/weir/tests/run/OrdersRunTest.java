package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @Test
    void ordersRunFromTheirCodeToTheirEnd() throws Exception {
        Examples.need("Node.js", "node", "--version");
        Examples.need("Python 3 with boto3", "python3", "-c", "import boto3");
        Examples.need("Maven", "mvn", "--version");
        String said = Examples.run("orders");
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
}
