package dev.weir.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Parameters;

/** What is asked about. */
final class Subject {
    @Parameters(
            paramLabel = "ID",
            defaultValue = "last",
            description = "a message, event or request id, the number of a hop, or `last` (default)")
    String id = "last";

    /** As the last part of a path. */
    String encoded() {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
