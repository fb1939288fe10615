package dev.weir.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import dev.weir.tests.house.Modules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code weir docs} where AWS's part cannot be built: what is weir's own is there all the same. */
@Timeout(60)
class DocsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void cannotBeBuilt(@TempDir Path folder) throws IOException {
        System.setProperty("weir.home", Modules.root().toString());
        System.setProperty(
                "weir.cache",
                Files.writeString(folder.resolve("cache"), "no folder").toString());
    }

    @AfterEach
    void restore() {
        System.clearProperty("weir.home");
        System.clearProperty("weir.cache");
    }

    private int weir(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void findsWeirsOwnPages() {
        assertEquals(0, weir("docs", "search", "nothing", "arrived"));
        assertTrue(out.toString().contains("weir://docs/why.md"), out.toString());
        assertTrue(out.toString().contains("cannot be built"), out.toString());
    }

    @Test
    void readsThem() {
        assertEquals(0, weir("docs", "read", "weir://docs/why.md"));
        assertTrue(out.toString().contains("# Why did nothing happen?"), out.toString());
    }

    @Test
    void saysWhatIsNotThere() {
        assertEquals(1, weir("docs", "read", "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"));
        assertTrue(err.toString().contains("no page at this address"), err.toString());
        assertEquals(1, weir("docs", "read", "https://example.com"));
        assertEquals(1, weir("docs", "build"));
        assertTrue(err.toString().contains("cannot be built"), err.toString());
    }
}
