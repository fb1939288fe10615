package dev.weir.mcp.application;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stacks of a weir. */
final class Stacks {
    private final WeirClient weir;

    Stacks(WeirClient weir) {
        this.weir = weir;
    }

    /** How a stack's creation, update or deletion ended. */
    record Outcome(String status, String reason) {
        boolean good() {
            return List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE")
                    .contains(status);
        }
    }

    ObjectNode named(String stack) {
        return WeirClient.object().put("StackName", stack);
    }

    ObjectNode call(String operation, ObjectNode request) {
        return weir.aws("cloudformation", operation, request);
    }

    /** The stack as it is described; empty where there is none. */
    JsonNode find(String stack) {
        try {
            return call("describeStacks", named(stack)).path("Stacks").path(0);
        } catch (RefusedException e) {
            return WeirClient.object();
        }
    }

    static Map<String, String> tags(JsonNode stack) {
        return Names.tags(stack.path("Tags"));
    }

    List<JsonNode> all() {
        return call("describeStacks", WeirClient.object())
                .path("Stacks")
                .valueStream()
                .toList();
    }

    List<JsonNode> resources(String stack) {
        List<JsonNode> resources = new ArrayList<>();
        String token = "";
        do {
            ObjectNode request = named(stack);
            if (!token.isEmpty()) {
                request.put("NextToken", token);
            }
            ObjectNode page = call("listStackResources", request);
            page.path("StackResourceSummaries").forEach(resources::add);
            token = page.path("NextToken").asString("");
        } while (!token.isEmpty());
        return resources;
    }

    /** The physical id of a resource, by its logical one. */
    String physical(String stack, String logical) {
        return resources(stack).stream()
                .filter(resource ->
                        resource.path("LogicalResourceId").asString("").equals(logical))
                .map(resource -> resource.path("PhysicalResourceId").asString(""))
                .findFirst()
                .orElseThrow(() -> new RefusedException("", "the stack " + stack + " has no resource " + logical));
    }

    /** What describes a stack to its user. */
    ObjectNode report(String stack) {
        JsonNode described = find(stack);
        if (described.isEmpty()) {
            throw new RefusedException("", "there is no stack " + stack);
        }
        ObjectNode report = WeirClient.object()
                .put("stack", described.path("StackName").asString(""))
                .put("status", described.path("StackStatus").asString(""));
        ObjectNode outputs = report.putObject("outputs");
        for (JsonNode output : described.path("Outputs")) {
            outputs.set(output.path("OutputKey").asString(""), output.path("OutputValue"));
        }
        ArrayNode resources = report.putArray("resources");
        for (JsonNode resource : resources(stack)) {
            resources
                    .addObject()
                    .put("logical_id", resource.path("LogicalResourceId").asString(""))
                    .put("type", resource.path("ResourceType").asString(""))
                    .put("physical_id", resource.path("PhysicalResourceId").asString(""))
                    .put("status", resource.path("ResourceStatus").asString(""));
        }
        return report;
    }

    long newestHop() {
        return weir.get("/_weir/status").path("hops").asLong();
    }

    /** Follows a stack until what was begun has ended, resource by resource. */
    Outcome follow(Call call, String id, long after) {
        StringBuilder first = new StringBuilder();
        Outcome[] ended = {new Outcome("UNKNOWN", "weir stopped meanwhile")};
        weir.lines("/_weir/journal?follow&after=" + after, hop -> {
            if (!hop.path("source").asString("").equals(id)) {
                return true;
            }
            String reason = hop.path("reason").asString("");
            int colon = reason.indexOf(": ");
            String status = colon < 0 ? reason : reason.substring(0, colon);
            String why = colon < 0 ? "" : reason.substring(colon + 2);
            String kind = hop.path("kind").asString("");
            if (kind.equals("cloudformation.Resource")) {
                String subject = hop.path("subject").asString("");
                call.progress(subject + " " + status);
                if (status.endsWith("_FAILED") && first.isEmpty()) {
                    first.append(subject).append(": ").append(why);
                }
            } else if (kind.equals("cloudformation.Stack") && !status.endsWith("_IN_PROGRESS")) {
                ended[0] = new Outcome(status, first.isEmpty() ? why : first.toString());
                return false;
            }
            return true;
        });
        return ended[0];
    }
}
