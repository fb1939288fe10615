package dev.weir.cli;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.command.Bench;
import dev.weir.cli.command.Clock;
import dev.weir.cli.command.CoveragePage;
import dev.weir.cli.command.Deploy;
import dev.weir.cli.command.Docs;
import dev.weir.cli.command.Doctor;
import dev.weir.cli.command.Down;
import dev.weir.cli.command.Execution;
import dev.weir.cli.command.Journal;
import dev.weir.cli.command.Logs;
import dev.weir.cli.command.McpServe;
import dev.weir.cli.command.Outbox;
import dev.weir.cli.command.Run;
import dev.weir.cli.command.SkillFiles;
import dev.weir.cli.command.Snapshot;
import dev.weir.cli.command.Status;
import dev.weir.cli.command.Suite;
import dev.weir.cli.command.Trace;
import dev.weir.cli.command.Train;
import dev.weir.cli.command.Transform;
import dev.weir.cli.command.Up;
import dev.weir.cli.command.Why;
import dev.weir.server.control.ControlApi;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code weir} command. Exit codes: 0 done, 1 could not be done, 2 wrong usage. */
@Command(
        name = "weir",
        description = "AWS serverless applications, whole and unmodified, on your own machine.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Run.class,
            Deploy.class,
            Transform.class,
            Logs.class,
            Trace.class,
            Why.class,
            Execution.class,
            Journal.class,
            Outbox.class,
            Clock.class,
            Snapshot.class,
            McpServe.class,
            SkillFiles.class,
            Doctor.class,
            Docs.class,
            Bench.class,
            Suite.class,
            CoveragePage.class,
            Train.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"weir " + ControlApi.VERSION};
        }
    }

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "weir: %5$s%n");
        Up up = Up.simple(arguments);
        System.exit(up == null ? commandLine().execute(arguments) : run(up));
    }

    private static int run(Up up) {
        try {
            return up.call();
        } catch (CommandException e) {
            System.err.println("weir: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The whole command, for main and for tests. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpAutoWidth(true);
        if (Boolean.getBoolean("weir.plain")) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        }
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            String message = exception instanceof CommandException
                    ? exception.getMessage()
                    : "failed: " + exception + " (this is a defect of weir)";
            command.getErr().println("weir: " + message);
            command.getErr().flush();
            return 1;
        });
        line.setParameterExceptionHandler((exception, arguments) -> {
            CommandLine command = exception.getCommandLine();
            command.getErr()
                    .println("weir: " + exception.getMessage() + " (see `"
                            + command.getCommandSpec().qualifiedName() + " --help`)");
            command.getErr().flush();
            return 2;
        });
        return line;
    }
}
