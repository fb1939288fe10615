package dev.weir.mcp;

import dev.weir.kernel.Scope;
import java.util.List;
import java.util.Map;

/**
 * What clients of the MCP server may do.
 *
 * @param write whether they may change anything, and run code
 * @param sensitive whether they may see what can hold secrets: logs, messages, items, environment variables
 * @param only patterns of names ({@code orders-*}); where there are some, only what matches one may be changed
 * @param onlyTags where there are some, only what has them all may be changed
 * @param functions patterns of functions that get a tool of their own; none for all
 * @param workflows patterns of state machines that get a tool of their own; none for all
 * @param schemaTag the tag that names the schema of a function's or state machine's input in the schema registry
 * @param token that HTTP clients must have; empty for none, which only a weir on loopback can do
 * @param loopback whether weir listens on loopback only
 * @param scope whose resources are meant where only a name is given
 */
public record McpSettings(
        boolean write,
        boolean sensitive,
        List<String> only,
        Map<String, String> onlyTags,
        List<String> functions,
        List<String> workflows,
        String schemaTag,
        String token,
        boolean loopback,
        Scope scope) {
    public static final String SCHEMA_TAG = "input-schema-arn";

    /** Reads only, on loopback. */
    public static final McpSettings SAFE = new McpSettings(
            false, false, List.of(), Map.of(), List.of(), List.of(), SCHEMA_TAG, "", true, Scope.DEFAULT);

    /** With other permissions. */
    public McpSettings allowing(boolean write, boolean sensitive) {
        return new McpSettings(
                write, sensitive, only, onlyTags, functions, workflows, schemaTag, token, loopback, scope);
    }

    /** With changes confined to what matches. */
    public McpSettings confinedTo(List<String> only, Map<String, String> onlyTags) {
        return new McpSettings(
                write, sensitive, only, onlyTags, functions, workflows, schemaTag, token, loopback, scope);
    }

    /** With tools for some functions and state machines. */
    public McpSettings offering(List<String> functions, List<String> workflows, String schemaTag) {
        return new McpSettings(
                write, sensitive, only, onlyTags, functions, workflows, schemaTag, token, loopback, scope);
    }

    /** Over HTTP, with a token. */
    public McpSettings reachable(boolean loopback, String token) {
        return new McpSettings(
                write, sensitive, only, onlyTags, functions, workflows, schemaTag, token, loopback, scope);
    }

    /** For other resources. */
    public McpSettings in(Scope scope) {
        return new McpSettings(
                write, sensitive, only, onlyTags, functions, workflows, schemaTag, token, loopback, scope);
    }

    /** Whether the name matches one of the patterns, in which {@code *} stands for anything; true where there are none. */
    public static boolean matches(List<String> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        String rest = pattern.substring(star + 1);
        if (!name.startsWith(pattern.substring(0, star))) {
            return false;
        }
        for (int i = star; i <= name.length(); i++) {
            if (matches(rest, name.substring(i))) {
                return true;
            }
        }
        return false;
    }
}
