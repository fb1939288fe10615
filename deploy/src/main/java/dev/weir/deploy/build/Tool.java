package dev.weir.deploy.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a build tool of the host. */
final class Tool {
    private static final int KEPT = 20_000;

    private Tool() {}

    /**
     * Runs a command to its end.
     *
     * @param environment variables beside weir's own
     * @throws BuildException with the command's output where it fails or is not there
     */
    static void run(Path directory, List<String> command, Map<String, String> environment) throws BuildException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new BuildException(
                    command.getFirst() + " is needed to build " + directory + " and is not on the PATH: install it");
        }
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            String output = tail(new String(out.readAllBytes(), StandardCharsets.UTF_8));
            int code = process.waitFor();
            if (code != 0) {
                throw new BuildException(
                        "`" + String.join(" ", command) + "` failed with exit code " + code + " in " + directory,
                        output);
            }
        } catch (IOException e) {
            throw new BuildException("`" + command.getFirst() + "` broke off: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException("the build was stopped");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(String output) {
        return output.length() <= KEPT ? output : "…" + output.substring(output.length() - KEPT);
    }
}
