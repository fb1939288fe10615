package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.Mcp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Inspector's command line lists and calls tools, over both transports. */
class InspectorTest {
    private static final String INSPECTOR = "@modelcontextprotocol/inspector";
    private static final String SCRIPT = INSPECTOR + "/clients/launcher/build/index.js";

    @TempDir
    Path directory;

    @Test
    void overHttp() throws IOException, InterruptedException {
        Npm npm = Npm.fetch(INSPECTOR, "2.12.0");
        try (WeirServer weir = Agent.weir(Agent.ALL)) {
            listsAndCalls(npm, List.of(weir.endpoint() + Mcp.PATH, "--transport", "http"));
        }
    }

    @Test
    void overStdio() throws IOException, InterruptedException {
        Npm npm = Npm.fetch(INSPECTOR, "2.12.0");
        Path arguments = directory.resolve("arguments");
        Files.writeString(
                arguments,
                "--enable-native-access=ALL-UNNAMED\n-XX:TieredStopAtLevel=1\n-cp\n"
                        + System.getProperty("java.class.path")
                        + "\ndev.weir.cli.Main\nmcp\n--port\n0\n--allow-write\n--allow-sensitive-data-access\n");
        listsAndCalls(npm, List.of(System.getProperty("java.home") + "/bin/java", "@" + arguments));
    }

    private void listsAndCalls(Npm npm, List<String> server) throws IOException, InterruptedException {
        String listed = run(npm, server, List.of("--method", "tools/list", "--strict"));
        assertTrue(listed.contains("\"sam_deploy\""), listed);
        assertTrue(listed.contains("0 errors"), listed);
        String called = run(
                npm,
                server,
                List.of("--method", "tools/call", "--tool-name", "clock", "--tool-args-json", "{\"action\":\"show\"}"));
        assertTrue(called.contains("\"mode\": \"wall\""), called);
    }

    private String run(Npm npm, List<String> server, List<String> what) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--cli"));
        arguments.addAll(server);
        arguments.addAll(what);
        Path log = directory.resolve("inspector.log");
        int exit = npm.node(log, SCRIPT, arguments);
        String said = Files.readString(log);
        assertEquals(0, exit, said);
        return said;
    }
}
