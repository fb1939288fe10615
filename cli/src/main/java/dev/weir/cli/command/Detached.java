package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts weir in a process of its own that outlives the terminal. */
final class Detached {
    private Detached() {}

    /** @param arguments of the command, {@code --detach} among them */
    static int start(List<String> arguments, PrintWriter out) {
        try {
            Path log = Files.createTempFile("weir-", ".log");
            List<String> command = new ArrayList<>(List.of("nohup"));
            command.addAll(ownCommand());
            arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(log.toFile())
                    .start();
            return await(process, log, out);
        } catch (IOException e) {
            throw new CommandException("cannot start weir in the background: " + e.getMessage());
        }
    }

    private static int await(Process process, Path log, PrintWriter out) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            while (true) {
                String line = reader.readLine();
                if (line != null && line.startsWith("ready ")) {
                    out.println(line);
                    out.println("log " + log);
                    out.flush();
                    return 0;
                }
                if (line == null && process.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    String said = Files.readString(log).strip();
                    throw new CommandException(said.replaceFirst("^(?s).*weir: ", ""));
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** The command line of this process up to its main class. */
    private static List<String> ownCommand() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        command.add(info.command().orElse("java"));
        for (String argument : info.arguments().orElse(new String[0])) {
            command.add(argument);
            if (argument.equals("dev.weir.cli.Main")) {
                return command;
            }
        }
        return List.of(
                info.command().orElse("java"), "-cp", System.getProperty("java.class.path"), "dev.weir.cli.Main");
    }
}
