package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Runs weir's own tests. The launcher does so itself; this is what explains it, and what serves without one. */
@Command(
        name = "test",
        description = "Builds weir with every gate and runs all of its tests.",
        mixinStandardHelpOptions = true)
public final class Suite implements Callable<Integer> {
    @Parameters(paramLabel = "MAVEN-ARGUMENT", description = "passed on to Maven, such as -pl services")
    List<String> arguments = new ArrayList<>();

    @Unmatched
    List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "verify"));
        command.addAll(arguments);
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .directory(new java.io.File(System.getProperty("weir.home", ".")))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandException(
                    "Maven cannot be started (" + e.getMessage() + "): install it, or put it on the PATH");
        }
    }
}
