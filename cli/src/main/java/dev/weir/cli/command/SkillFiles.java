package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import dev.weir.mcp.skill.Skill;
import dev.weir.mcp.skill.Skills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Skills for coding agents, which weir brings along. */
@Command(
        name = "skill",
        description = "Lists and installs the skills for coding agents that come with weir.",
        mixinStandardHelpOptions = true)
public final class SkillFiles implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(description = "Lists them.", mixinStandardHelpOptions = true)
    void list() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        for (Skill skill : Skills.bundled().all()) {
            terminal.line(terminal.bold(skill.name()) + "  "
                    + terminal.dim(skill.files().size() + " files"));
            terminal.line("  " + skill.description());
        }
    }

    @Command(
            description = "Writes them where agents look for skills, each into a folder of its own.",
            mixinStandardHelpOptions = true)
    int install(
            @Option(
                            names = "--target",
                            paramLabel = "DIR",
                            defaultValue = ".claude/skills",
                            description =
                                    "folder of skills (default: ${DEFAULT-VALUE}; many agents read .agents/skills)")
                    Path target,
            @Option(names = "--replace", description = "also over files that have been changed") boolean replace) {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        for (Skill skill : Skills.bundled().all()) {
            Path folder = target.resolve(skill.name());
            try {
                if (!replace) {
                    requireUnchanged(skill, folder);
                }
                int written = write(skill, folder);
                terminal.line(terminal.green("✓") + " " + skill.name() + " "
                        + terminal.dim("in " + folder + ": " + written + " files written, "
                                + (skill.files().size() - written) + " were there"));
            } catch (IOException e) {
                throw new CommandException("cannot write " + folder + ": " + e);
            }
        }
        return 0;
    }

    /** Nothing is written where something of the user's would be lost. */
    private static void requireUnchanged(Skill skill, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : skill.files().entrySet()) {
            Path there = folder.resolve(file.getKey());
            if (Files.exists(there) && !same(there, file.getValue())) {
                throw new CommandException(there + " is there and differs, from another version or by your hand;"
                        + " --replace writes over it");
            }
        }
    }

    private static int write(Skill skill, Path folder) throws IOException {
        int written = 0;
        for (Map.Entry<String, byte[]> file : skill.files().entrySet()) {
            Path there = folder.resolve(file.getKey());
            if (!same(there, file.getValue())) {
                Files.createDirectories(folder.resolve(file.getKey()).getParent());
                Files.write(there, file.getValue());
                written++;
            }
        }
        return written;
    }

    private static boolean same(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content);
    }
}
