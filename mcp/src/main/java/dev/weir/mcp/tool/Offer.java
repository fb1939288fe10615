package dev.weir.mcp.tool;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import java.util.List;

/** A part of what the server offers: tools, and whatever else belongs to one subject. */
public interface Offer {
    /** Tools that are always there. */
    default List<Tool> tools() {
        return List.of();
    }

    /** Tools in the protocol's own form, which no guard stands before. */
    default List<SyncToolSpecification> specifications() {
        return List.of();
    }

    default List<SyncResourceSpecification> resources() {
        return List.of();
    }

    default List<SyncResourceTemplateSpecification> templates() {
        return List.of();
    }

    default List<SyncPromptSpecification> prompts() {
        return List.of();
    }

    default List<SyncCompletionSpecification> completions() {
        return List.of();
    }
}
