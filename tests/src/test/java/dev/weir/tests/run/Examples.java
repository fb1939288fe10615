package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** Runs the applications of {@code examples} as a user does. */
final class Examples {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Examples() {}

    /** Runs one to its end, and answers with what was printed. */
    static String run(String name) {
        StringWriter out = new StringWriter();
        CommandLine weir = Main.commandLine();
        weir.setOut(new PrintWriter(out, true));
        weir.setErr(new PrintWriter(out, true));
        int code = weir.execute("run", ROOT.resolve("examples").resolve(name).toString(), "--port", "0");
        String said = out.toString();
        assertEquals(0, code, said);
        return said;
    }

    /** Passes the test over where the machine lacks what the example is run by. */
    static void need(String what, String... command) throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "needs " + what);
    }
}
