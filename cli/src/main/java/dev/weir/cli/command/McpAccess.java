package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.mcp.McpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What agents may do over a running weir's MCP server; `weir mcp` has the same options without {@code mcp-}. */
final class McpAccess {
    @Option(names = "--mcp-allow-write", description = "let MCP clients at /_weir/mcp change things and run code")
    boolean write;

    @Option(
            names = "--mcp-allow-sensitive-data-access",
            description = "let MCP clients see logs, messages and data that may hold secrets")
    boolean sensitive;

    @Option(names = "--mcp-only", paramLabel = "NAME*", description = "MCP clients may only change what is named so")
    List<String> only = List.of();

    @Option(names = "--mcp-only-tag", paramLabel = "K=V", description = "MCP clients may only change what has the tag")
    Map<String, String> onlyTags = new LinkedHashMap<>();

    @Option(
            names = "--mcp-function",
            paramLabel = "NAME*",
            description = "functions that become MCP tools; default: all")
    List<String> functions = List.of();

    @Option(
            names = "--mcp-workflow",
            paramLabel = "NAME*",
            description = "state machines that become MCP tools; default: all")
    List<String> workflows = List.of();

    @Option(
            names = "--mcp-schema-tag",
            paramLabel = "KEY",
            defaultValue = McpSettings.SCHEMA_TAG,
            description = "the tag whose value is the ARN of the schema of a function's or state machine's input"
                    + " (default: ${DEFAULT-VALUE})")
    String schemaTag = McpSettings.SCHEMA_TAG;

    @Option(
            names = "--mcp-token-file",
            paramLabel = "FILE",
            description = "holds the bearer token that MCP clients must send; needed with --host")
    @Nullable
    Path tokenFile;

    McpSettings settings(boolean loopback) {
        return McpSettings.SAFE
                .allowing(write, sensitive)
                .confinedTo(only, onlyTags)
                .offering(functions, workflows, schemaTag)
                .reachable(loopback, token());
    }

    private String token() {
        if (tokenFile == null) {
            return "";
        }
        try {
            String token = Files.readString(tokenFile).strip();
            if (token.isEmpty()) {
                throw new CommandException("--mcp-token-file: " + tokenFile + " is empty");
            }
            return token;
        } catch (IOException e) {
            throw new CommandException("--mcp-token-file: " + tokenFile + " cannot be read");
        }
    }
}
