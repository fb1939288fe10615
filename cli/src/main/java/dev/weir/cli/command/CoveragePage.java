package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.server.Coverage;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints docs/coverage.md, for those who change what weir does. */
@Command(name = "coverage", hidden = true, description = "Prints the coverage table.")
public final class CoveragePage implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, StartException {
        String home = System.getProperty("weir.home");
        if (home == null) {
            throw new CommandException("the coverage table is made in weir's own repository, by its launcher");
        }
        try (Weir weir = Weir.start(WeirConfig.ephemeral())) {
            var out = spec.commandLine().getOut();
            out.print(Coverage.page(weir.services(), Path.of(home, "models")));
            out.flush();
        }
        return 0;
    }
}
