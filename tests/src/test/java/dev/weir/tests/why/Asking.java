package dev.weir.tests.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import dev.weir.junit.WeirServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a weir on its command line. */
record Asking(WeirServer weir) {
    String run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--port";
        all[arguments.length + 1] = Integer.toString(weir.port());
        assertEquals(0, line.execute(all), out.toString());
        return out.toString();
    }

    JsonNode why(String id) {
        return JsonMapper.shared().readTree(run("why", id, "--json"));
    }

    /** The one answer of the kind, which the text for people holds too. */
    JsonNode missed(String id, String kind) {
        JsonNode answer = why(id);
        List<JsonNode> found = answer.path("missed")
                .valueStream()
                .filter(one -> one.path("kind").asString().equals(kind))
                .toList();
        assertEquals(1, found.size(), answer.toString());
        String text = run("why", id);
        assertTrue(text.contains(found.get(0).path("text").asString()), text);
        return found.get(0);
    }
}
