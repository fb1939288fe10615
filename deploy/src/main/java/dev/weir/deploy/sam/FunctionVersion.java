package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The version that a function with {@code AutoPublishAlias} publishes, and the alias that points to it. */
final class FunctionVersion {
    private final SamResource function;
    private final CfnResource lambda;
    private final Workspace work;

    FunctionVersion(SamResource function, CfnResource lambda, Workspace work) {
        this.function = function;
        this.lambda = lambda;
        this.work = work;
    }

    CfnResource version() {
        aliasName();
        String prefix = function.logicalId() + "Version";
        JsonNode sha = work.parameters().resolve(function.get("AutoPublishCodeSha256"));
        String id;
        if (function.has("AutoPublishCodeSha256")) {
            String text = Json.text(sha);
            if (text == null) {
                throw function.invalid("AutoPublishCodeSha256 must be a string");
            }
            id = prefix + text.substring(0, Math.min(10, text.length()));
        } else {
            id = LogicalIds.of(prefix, content());
        }
        ObjectNode attributes = function.passedOn();
        String deletion = deletionPolicy();
        if (deletion != null) {
            attributes.put("DeletionPolicy", deletion);
        } else if (!attributes.has("DeletionPolicy")) {
            attributes.put("DeletionPolicy", function.has("CapacityProviderConfig") ? "Delete" : "Retain");
        }
        return new CfnResource("AWS::Lambda::Version", id, attributes)
                .set("FunctionName", lambda.ref())
                .set("Description", function.get("VersionDescription"))
                .set("FunctionScalingConfig", function.get("FunctionScalingConfig"));
    }

    @Nullable
    String deletionPolicy() {
        JsonNode declared = work.parameters().resolve(function.get("VersionDeletionPolicy"));
        if (declared == null) {
            return null;
        }
        String policy = Json.text(declared);
        if (policy == null || !(policy.equals("Delete") || policy.equals("Retain"))) {
            throw function.invalid(
                    "Property 'VersionDeletionPolicy' should be a one of the strings: 'Delete' or 'Retain'.");
        }
        return policy;
    }

    /** What makes a new version when it changes. */
    private ObjectNode content() {
        if (function.has("AutoPublishAliasAllProperties")) {
            return withLayers(lambda.properties().deepCopy());
        }
        JsonNode code = work.parameters().resolve(lambda.get("Code"));
        ObjectNode content = code instanceof ObjectNode map ? map : Json.object();
        if (lambda.get("Environment") instanceof ObjectNode environment) {
            content.setAll(environment);
        }
        JsonNode memory = lambda.get("MemorySize");
        if (Json.truthy(memory)) {
            content.set("MemorySize", memory);
        }
        JsonNode snapStart = lambda.get("SnapStart");
        String applied = Json.text(snapStart, "ApplyOn");
        if (snapStart != null && applied != null && !applied.equals("None")) {
            content.set("SnapStart", snapStart);
        }
        return content;
    }

    /** A layer that asks for it makes a new version of the function when its own content changes. */
    private ObjectNode withLayers(ObjectNode properties) {
        ObjectNode layers = Json.object();
        for (JsonNode layer : Json.items(properties.get("Layers"))) {
            String id = Json.text(layer, "Ref");
            ObjectNode declared = id == null ? null : work.declared(id);
            if (id != null
                    && declared != null
                    && Json.isTrue(Json.get(declared, "Properties", "PublishLambdaVersion"))) {
                layers.set(id, Json.child(declared, "Properties"));
            }
        }
        properties.setAll(layers);
        return properties;
    }

    private String aliasName() {
        JsonNode resolved = work.parameters().resolve(function.get("AutoPublishAlias"));
        String name = Json.text(resolved);
        if (name == null) {
            throw function.invalid("'AutoPublishAlias' must be a string or a Ref to a template parameter");
        }
        if (name.isEmpty()) {
            throw function.invalid("Alias name is required to create an alias");
        }
        return name;
    }

    CfnResource alias(CfnResource version) {
        String name = aliasName();
        String suffix = name.replaceAll("-", "D").replaceAll("_", "U");
        JsonNode concurrency = function.get("ProvisionedConcurrencyConfig");
        return new CfnResource("AWS::Lambda::Alias", function.logicalId() + "Alias" + suffix, function.passedOn())
                .set("Name", name)
                .set("FunctionName", lambda.ref())
                .set("FunctionVersion", version.getAtt("Version"))
                .set("ProvisionedConcurrencyConfig", Json.truthy(concurrency) ? concurrency : null);
    }
}
