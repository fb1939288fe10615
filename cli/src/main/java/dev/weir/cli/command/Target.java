package dev.weir.cli.command;

import dev.weir.cli.client.Control;
import picocli.CommandLine.Option;

/** Which weir is meant. */
public final class Target {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${sys:weir.port:-4566}",
            description = "the port that weir listens on (default: ${DEFAULT-VALUE})")
    int port;

    Control control() {
        return new Control(port);
    }
}
