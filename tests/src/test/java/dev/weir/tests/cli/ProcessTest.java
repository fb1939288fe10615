package dev.weir.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.tests.WeirProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weir as a process of its own: it starts, refuses what it must in one line, and ends. */
@Timeout(60)
class ProcessTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Process weir(String... arguments) throws IOException {
        return WeirProcess.launch(arguments);
    }

    private static String firstLine(Process process) throws IOException {
        return WeirProcess.firstLine(process);
    }

    private static String all(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }

    private static String port(String ready) {
        assertTrue(ready.startsWith("ready http://127.0.0.1:"), ready);
        return ready.substring(ready.lastIndexOf(':') + 1);
    }

    @Test
    void oneWeirToADataDirectory() throws Exception {
        String data = folder.resolve("data").toString();
        Process first = weir("up", "--port", "0", "--data", data);
        try {
            String port = port(firstLine(first));

            Process second = weir("up", "--port", "0", "--data", data);
            String refusal = all(second);
            assertEquals(1, refusal.lines().count(), refusal);
            assertTrue(refusal.startsWith("weir: another weir (process " + first.pid() + ")"), refusal);
            assertEquals(1, second.exitValue());

            String both = all(weir("up", "--port", port, "--data", data));
            assertEquals(1, both.lines().count(), both);
            assertTrue(both.startsWith("weir: "), both);

            assertEquals("stopped", all(weir("down", "--port", port)));
            assertEquals(0, first.waitFor());
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void aNewerDataDirectoryIsLeftAlone() throws Exception {
        Path data = Files.createDirectories(folder.resolve("newer"));
        Files.writeString(data.resolve("FORMAT"), "weir data 999\n");
        Process process = weir("up", "--port", "0", "--data", data.toString());
        String refusal = all(process);
        assertEquals(1, process.exitValue());
        assertEquals(1, refusal.lines().count(), refusal);
        assertEquals("weir data 999\n", Files.readString(data.resolve("FORMAT")));
    }

    @Test
    void detachedItOutlivesItsStarter() throws Exception {
        Process starter = weir("up", "--port", "0", "--ephemeral", "--detach");
        String port = port(firstLine(starter));
        assertEquals(0, starter.waitFor());
        assertEquals("stopped", all(weir("down", "--port", port)));
    }

    @Test
    void aSignalEndsIt() throws Exception {
        Process process = weir("up", "--port", "0", "--ephemeral");
        String unused = port(firstLine(process));
        process.destroy();
        assertEquals(143, process.waitFor());
    }
}
