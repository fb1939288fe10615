package dev.weir.mcp.tool;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One call of a tool. */
public final class Call {
    private final ObjectNode arguments;
    private final WeirClient weir;
    private final Guard guard;
    private final Consumer<String> progress;

    /** @param progress takes a line for the client on how far the call is */
    public Call(ObjectNode arguments, WeirClient weir, Guard guard, Consumer<String> progress) {
        this.arguments = arguments;
        this.weir = weir;
        this.guard = guard;
        this.progress = progress;
    }

    public WeirClient weir() {
        return weir;
    }

    public Guard guard() {
        return guard;
    }

    /** Tells the client how far the call is. */
    public void progress(String line) {
        progress.accept(line);
    }

    /** All arguments, after their schema. */
    public ObjectNode arguments() {
        return arguments;
    }

    public boolean has(String name) {
        return arguments.hasNonNull(name);
    }

    /** @throws RefusedException where it is not given */
    public String text(String name) {
        if (!has(name)) {
            throw new RefusedException("", "`" + name + "` is missing: this action needs it");
        }
        return arguments.path(name).asString();
    }

    public String text(String name, String otherwise) {
        return has(name) ? arguments.path(name).asString() : otherwise;
    }

    public int whole(String name, int otherwise) {
        return has(name) ? arguments.path(name).asInt() : otherwise;
    }

    public boolean flag(String name) {
        return arguments.path(name).asBoolean(false);
    }

    /** The argument, or a node that is missing. */
    public JsonNode node(String name) {
        return arguments.path(name);
    }

    /** The argument as the text of a payload: text as it is, anything else as JSON. */
    public String payload(String name) {
        JsonNode node = arguments.path(name);
        return node.isString() ? node.asString() : node.isMissingNode() ? "" : node.toString();
    }
}
