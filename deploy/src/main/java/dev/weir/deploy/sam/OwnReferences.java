package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * References to names that only SAM knows ({@code Function.Alias}, {@code Api.Stage}, a layer by the id that the
 * template gives it), turned into references to what was made.
 */
final class OwnReferences {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9.:]+)}");
    private static final Map<String, Map<String, String>> REFERABLE = Map.of(
            "AWS::Serverless::Function",
            Map.of(
                    "Alias", "AWS::Lambda::Alias",
                    "Version", "AWS::Lambda::Version",
                    "DestinationTopic", "AWS::SNS::Topic",
                    "DestinationQueue", "AWS::SQS::Queue"),
            "AWS::Serverless::Api",
            Map.of(
                    "Stage", "AWS::ApiGateway::Stage",
                    "Deployment", "AWS::ApiGateway::Deployment",
                    "DomainName", "AWS::ApiGateway::DomainName",
                    "DomainNameV2", "AWS::ApiGateway::DomainNameV2",
                    "UsagePlan", "AWS::ApiGateway::UsagePlan",
                    "UsagePlanKey", "AWS::ApiGateway::UsagePlanKey",
                    "ApiKey", "AWS::ApiGateway::ApiKey"),
            "AWS::Serverless::HttpApi",
            Map.of("Stage", "AWS::ApiGatewayV2::Stage", "DomainName", "AWS::ApiGatewayV2::DomainName"),
            "AWS::Serverless::WebSocketApi",
            Map.of("Stage", "AWS::ApiGatewayV2::Stage", "DomainName", "AWS::ApiGatewayV2::DomainName"),
            "AWS::Serverless::StateMachine",
            Map.of(
                    "Alias", "AWS::StepFunctions::StateMachineAlias",
                    "Version", "AWS::StepFunctions::StateMachineVersion"));

    /** Types whose generated ids must not meet an id of the template. */
    private static final Set<String> GUARDED =
            Set.of("AWS::Lambda::Permission", "AWS::IAM::Role", "AWS::Lambda::Url", "AWS::Serverless::Connector");

    private final Map<String, String> byProperty = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();

    static boolean isGuarded(String type) {
        return GUARDED.contains(type);
    }

    /** Notes what a resource became. */
    void note(SamResource resource, List<CfnResource> made) {
        REFERABLE.getOrDefault(resource.type(), Map.of()).forEach((property, type) -> {
            for (CfnResource one : made) {
                if (one.type().equals(type)) {
                    byProperty.put(resource.logicalId() + "." + property, one.logicalId());
                }
            }
        });
        if (resource.type().equals("AWS::Serverless::LayerVersion")) {
            renamed.put(resource.logicalId(), made.getFirst().logicalId());
        }
    }

    /** Rewrites every reference in a template, in place. */
    void rewrite(JsonNode node) {
        if (node instanceof ObjectNode map) {
            for (Map.Entry<String, JsonNode> entry : Json.entries(map)) {
                rewrite(entry.getValue());
            }
            if (map.size() == 1) {
                rewriteCall(map);
            }
        } else if (node instanceof ArrayNode list) {
            list.values().forEach(this::rewrite);
        }
    }

    private void rewriteCall(ObjectNode map) {
        String name = Json.text(map, "Ref");
        if (name != null) {
            String target = name.contains(".") ? byProperty.get(name) : renamed.get(name);
            if (target != null) {
                map.put("Ref", target);
            }
            return;
        }
        JsonNode substitution = map.get("Fn::Sub");
        if (substitution != null && substitution.isString()) {
            map.put("Fn::Sub", rewriteVariables(substitution.stringValue()));
        } else if (substitution instanceof ArrayNode list
                && !list.isEmpty()
                && list.get(0).isString()) {
            list.set(0, Json.node(rewriteVariables(list.get(0).stringValue())));
        }
        if (map.get("Fn::GetAtt") instanceof ArrayNode path
                && path.values().stream().allMatch(JsonNode::isString)) {
            rewriteAttribute(map, path);
        }
    }

    private void rewriteAttribute(ObjectNode map, ArrayNode path) {
        String joined = String.join(
                ".", Json.items(path).stream().map(JsonNode::stringValue).toList());
        String rewritten = rewriteName(joined);
        if (!rewritten.equals(joined)) {
            String[] parts = rewritten.split("\\.", 2);
            map.set("Fn::GetAtt", parts.length == 2 ? Json.array(parts[0], parts[1]) : Json.array(parts[0]));
        }
    }

    private String rewriteVariables(String text) {
        UnaryOperator<String> rewriter = this::rewriteName;
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement("${" + rewriter.apply(match.group(1)) + "}"));
    }

    private String rewriteName(String name) {
        String[] parts = name.split("\\.", 3);
        @Nullable String target = parts.length < 2 ? null : byProperty.get(parts[0] + "." + parts[1]);
        if (target != null) {
            return parts.length == 3 ? target + "." + parts[2] : target;
        }
        target = renamed.get(parts[0]);
        return target == null ? name : target + name.substring(parts[0].length());
    }
}
