package dev.weir.server;

import dev.weir.functions.process.Folders;
import dev.weir.functions.process.Ladder;
import dev.weir.functions.process.Sandbox;
import dev.weir.server.control.World.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Looks at what the machine offers to functions. */
public final class Machine {
    private static final long PATIENCE_SECONDS = 5;

    private Machine() {}

    /** Findings, the most important first. */
    public static List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "java", true, System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version")));
        findings.add(program("node", "Node.js functions", "install Node.js", "node", "--version"));
        findings.add(program("python", "Python functions", "install Python 3", "python3", "--version"));
        findings.add(program(
                "boto3",
                "Python functions that use AWS's SDK",
                "pip install boto3",
                "python3",
                "-c",
                "import boto3; print(boto3.__version__)"));
        findings.add(program("aws", "examples that use AWS's CLI", "install the AWS CLI", "aws", "--version"));
        isolation().forEach((aspect, words) -> findings.add(new Finding("isolation of " + aspect, true, words)));
        return findings;
    }

    /** What keeps functions from this machine, by aspect, tried out. */
    private static Map<String, String> isolation() {
        try {
            Path trial = Files.createTempDirectory("weir-doctor");
            try (Sandbox sandbox = Ladder.climb(trial, List.of())) {
                return new TreeMap<>(sandbox.describe());
            } finally {
                Folders.remove(trial);
            }
        } catch (IOException e) {
            return Map.of("all", "cannot be tried: " + e.getMessage());
        }
    }

    /** What a program says of its version. */
    private static Finding program(String name, String needed, String mend, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Finding(name, false, command[0] + " does not answer");
            }
            if (process.exitValue() == 0) {
                return new Finding(name, true, said.lines().findFirst().orElse(""));
            }
        } catch (IOException e) {
            return new Finding(name, false, "not found: " + needed + " will not run; " + mend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Finding(name, false, "not found: " + needed + " will not run; " + mend);
    }
}
