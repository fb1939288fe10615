package dev.weir.mcp.tool;

import dev.weir.mcp.McpSettings;
import dev.weir.mcp.client.RefusedException;
import java.util.Map;
import java.util.function.Supplier;

/** Decides whether an action may do what it is asked. */
public final class Guard {
    private final McpSettings settings;

    public Guard(McpSettings settings) {
        this.settings = settings;
    }

    public McpSettings settings() {
        return settings;
    }

    /** Whether actions with that effect are there at all. */
    public boolean allows(Effect effect, boolean sensitive) {
        return (effect == Effect.READS || settings.write()) && (!sensitive || settings.sensitive());
    }

    /** Whether changes are confined to some resources. */
    public boolean confines() {
        return !settings.only().isEmpty() || !settings.onlyTags().isEmpty();
    }

    /** Whether the resource is one of those that may be changed. */
    public boolean covers(String name, Supplier<Map<String, String>> tags) {
        return McpSettings.matches(settings.only(), name)
                && (settings.onlyTags().isEmpty()
                        || tags.get().entrySet().containsAll(settings.onlyTags().entrySet()));
    }

    /**
     * Lets a change of a resource pass, or does not.
     *
     * @param tags of the resource, asked for only where they matter
     * @throws RefusedException where changes are confined to others
     */
    public void change(String kind, String name, Supplier<Map<String, String>> tags) {
        requireWrite();
        if (!McpSettings.matches(settings.only(), name)) {
            throw new RefusedException(
                    "",
                    "weir's MCP server may only change what is named like " + settings.only() + ", and the " + kind
                            + " " + name + " is not");
        }
        if (!settings.onlyTags().isEmpty()
                && !tags.get().entrySet().containsAll(settings.onlyTags().entrySet())) {
            throw new RefusedException(
                    "",
                    "weir's MCP server may only change what has the tags " + settings.onlyTags() + ", and the " + kind
                            + " " + name + " has not");
        }
    }

    /** Lets something new be made; it must then get {@link McpSettings#onlyTags}. */
    public void create(String kind, String name) {
        change(kind, name, settings::onlyTags);
    }

    /** @throws RefusedException where the client may only look */
    public void requireWrite() {
        if (!settings.write()) {
            throw new RefusedException(
                    "",
                    "weir's MCP server is read-only: start it with --allow-write (`weir up --mcp-allow-write` for HTTP) to"
                            + " change things and run code");
        }
    }

    /** @throws RefusedException where the client may not see what can hold secrets */
    public void requireSensitive() {
        if (!settings.sensitive()) {
            throw new RefusedException(
                    "",
                    "this may show secrets: start weir's MCP server with --allow-sensitive-data-access"
                            + " (`weir up --mcp-allow-sensitive-data-access` for HTTP) to see it");
        }
    }
}
