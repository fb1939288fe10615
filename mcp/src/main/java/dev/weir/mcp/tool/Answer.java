package dev.weir.mcp.tool;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool gives back.
 *
 * @param content fits the tool's output schema
 * @param failed whether what was asked for was done and failed, such as a function that threw
 */
public record Answer(ObjectNode content, boolean failed) {
    public static Answer of(ObjectNode content) {
        return new Answer(content, false);
    }
}
