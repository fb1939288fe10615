package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources that become one of CloudFormation's and little more: tables, layers, applications, capacity. */
final class SimpleResources {
    private static final Map<String, String> KEY_TYPES = Map.of("String", "S", "Number", "N", "Binary", "B");

    private final Workspace work;
    private final SamContext.Applications applications;

    SimpleResources(Workspace work, SamContext.Applications applications) {
        this.work = work;
        this.applications = applications;
    }

    List<CfnResource> transform(SamResource resource) {
        return switch (resource.type()) {
            case "AWS::Serverless::SimpleTable" -> List.of(table(resource));
            case "AWS::Serverless::LayerVersion" -> List.of(layer(resource));
            case "AWS::Serverless::Application" -> List.of(application(resource));
            case "AWS::Serverless::CapacityProvider" -> capacityProvider(resource);
            default -> throw resource.invalid("The transform does not know the type " + resource.type() + ".");
        };
    }

    private static CfnResource table(SamResource table) {
        ObjectNode key = Json.object("AttributeName", "id", "AttributeType", "S");
        if (table.has("PrimaryKey")) {
            JsonNode name = table.expect().present(table.get("PrimaryKey", "Name"), "PrimaryKey.Name");
            JsonNode type = table.expect().present(table.get("PrimaryKey", "Type"), "PrimaryKey.Type");
            String converted = KEY_TYPES.get(type.asString(""));
            if (converted == null) {
                throw table.invalid("Invalid 'Type' \"%s\".".formatted(PythonText.of(type)));
            }
            key = Json.object("AttributeName", name, "AttributeType", converted);
        }
        boolean provisioned = table.has("ProvisionedThroughput");
        return new CfnResource("AWS::DynamoDB::Table", table.logicalId(), table.attributes())
                .set("AttributeDefinitions", Json.array(key))
                .set("KeySchema", Json.array(Json.object("AttributeName", key.get("AttributeName"), "KeyType", "HASH")))
                .set("ProvisionedThroughput", provisioned ? table.get("ProvisionedThroughput") : null)
                .set("BillingMode", provisioned ? null : "PAY_PER_REQUEST")
                .set("PointInTimeRecoverySpecification", given(table, "PointInTimeRecoverySpecification"))
                .set("SSESpecification", given(table, "SSESpecification"))
                .set("TableName", given(table, "TableName"))
                .set("Tags", table.has("Tags") ? Tags.list(table.get("Tags")) : null);
    }

    private static @Nullable JsonNode given(SamResource resource, String property) {
        return resource.has(property) ? resource.get(property) : null;
    }

    private CfnResource layer(SamResource layer) {
        JsonNode declaredRetention = layer.get("RetentionPolicy");
        for (String property : List.of("LayerName", "LicenseInfo", "Description", "RetentionPolicy")) {
            JsonNode value = layer.get(property);
            if (value != null) {
                JsonNode resolved = work.parameters().resolve(value);
                if (resolved != null && !resolved.isString() && !Intrinsics.isIntrinsic(resolved)) {
                    throw layer.invalid(
                            "Could not resolve parameter for '%s' or parameter is not a String.".formatted(property));
                }
                Json.put(layer.properties(), property, resolved);
            }
        }
        String retention = declaredRetention == null ? null : retention(layer);
        ObjectNode attributes = layer.passedOn();
        if (retention != null) {
            attributes.put("DeletionPolicy", retention);
        } else if (!attributes.has("DeletionPolicy")) {
            attributes.put("DeletionPolicy", "Retain");
        }
        Json.put(attributes, "DependsOn", Json.get(layer.attributes(), "DependsOn"));
        String id = LogicalIds.of(layer.logicalId(), hashed(layer));
        JsonNode name = layer.get("LayerName");
        JsonNode content = layer.get("ContentUri");
        checkArchitectures(layer, id);
        return new CfnResource("AWS::Lambda::LayerVersion", id, attributes)
                .set("LayerName", Json.truthy(name) ? name : layer.logicalId())
                .set("Description", layer.get("Description"))
                .set(
                        "Content",
                        content == null
                                ? null
                                : FunctionTransform.location(content, id, "ContentUri")
                                        .code())
                .set("CompatibleArchitectures", layer.get("CompatibleArchitectures"))
                .set("CompatibleRuntimes", layer.get("CompatibleRuntimes"))
                .set("LicenseInfo", layer.get("LicenseInfo"));
    }

    /** What makes a new layer when it changes: the resource without what only says how long it is kept. */
    private static ObjectNode hashed(SamResource layer) {
        ObjectNode resource = Json.object("Type", layer.type());
        for (String attribute : List.of("DependsOn", "UpdatePolicy", "Condition")) {
            Json.put(resource, attribute, Json.get(layer.attributes(), attribute));
        }
        ObjectNode properties = layer.properties().deepCopy();
        resource.set("Properties", properties);
        return Json.object(layer.logicalId(), resource);
    }

    private static @Nullable String retention(SamResource layer) {
        JsonNode declared = layer.get("RetentionPolicy");
        if (Intrinsics.isIntrinsic(declared)) {
            throw layer.invalid("'RetentionPolicy' does not accept intrinsic functions, please use one of the following"
                    + " options: ['Retain', 'Delete']");
        }
        for (String option : List.of("Retain", "Delete")) {
            if (option.equalsIgnoreCase(Json.text(declared))) {
                return option;
            }
        }
        throw layer.invalid("'RetentionPolicy' must be one of the following options: ['Retain', 'Delete'].");
    }

    private static void checkArchitectures(SamResource layer, String id) {
        for (JsonNode architecture : Json.items(layer.get("CompatibleArchitectures"))) {
            boolean known = Set.of("x86_64", "arm64").contains(architecture.asString(""));
            if (!known && !Intrinsics.isIntrinsic(architecture)) {
                throw Invalid.resource(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
            }
        }
    }

    private CfnResource application(SamResource application) {
        JsonNode location = application.get("Location");
        if (location == null) {
            throw application.invalid("Resource is missing the required [Location] property.");
        }
        ObjectNode origin = Json.object();
        JsonNode url = location;
        if (location.isObject()) {
            JsonNode id = required(application, location, "ApplicationId");
            JsonNode version = required(application, location, "SemanticVersion");
            origin.set("serverlessrepo:applicationId", id);
            origin.set("serverlessrepo:semanticVersion", version);
            url = Json.node(applications
                    .templateUrl(id.stringValue(), version.stringValue())
                    .orElseThrow(
                            () -> application.invalid("Cannot access application: %s.".formatted(id.stringValue()))));
        }
        FunctionTransform.tags(application);
        ArrayNode tags = Tags.made(FunctionTransform.CREATED_BY, origin).addAll(Tags.list(application.get("Tags")));
        ObjectNode attributes = application.passedOn();
        Json.put(attributes, "DependsOn", Json.get(application.attributes(), "DependsOn"));
        return new CfnResource("AWS::CloudFormation::Stack", application.logicalId(), attributes)
                .set("TemplateURL", url)
                .set("Parameters", application.get("Parameters"))
                .set("NotificationARNs", application.get("NotificationARNs"))
                .set("Tags", tags)
                .set("TimeoutInMinutes", application.get("TimeoutInMinutes"));
    }

    private JsonNode required(SamResource application, JsonNode location, String property) {
        JsonNode declared = location.get(property);
        if (declared == null) {
            throw application.invalid("Resource is missing the required [%s] property.".formatted(property));
        }
        JsonNode value = work.parameters().resolveFully(declared);
        if (value == null || value.isNull()) {
            throw application.invalid(
                    property.equals("ApplicationId")
                            ? "Property 'ApplicationId' is required."
                            : "Property '%s' cannot be blank.".formatted(property));
        }
        if (value.isObject()) {
            throw application.invalid(
                    ("Property '%s' cannot be resolved." + " Only FindInMap and Ref intrinsic functions are supported.")
                            .formatted(property));
        }
        if (Intrinsics.isDynamicReference(value)) {
            throw application.invalid(
                    "Serverless Application Repostiory does not support dynamic reference in '%s' property."
                            .formatted(property));
        }
        if (application.expect().text(value, "Location." + property).isEmpty()) {
            throw application.invalid("Property '%s' cannot be blank.".formatted(property));
        }
        return value;
    }

    private List<CfnResource> capacityProvider(SamResource provider) {
        List<CfnResource> made = new ArrayList<>();
        JsonNode role = provider.get("OperatorRole");
        JsonNode subnets = provider.get("VpcConfig", "SubnetIds");
        if (subnets == null) {
            throw provider.invalid("Property 'VpcConfig.SubnetIds' is required.");
        }
        if (!Json.truthy(role)) {
            CfnResource operator = new CfnResource(
                            "AWS::IAM::Role", provider.logicalId() + "OperatorRole", provider.passedOn())
                    .set("AssumeRolePolicyDocument", Policies.trust("lambda.amazonaws.com"))
                    .set(
                            "ManagedPolicyArns",
                            Json.array(work.arns().managedPolicy("AWSLambdaManagedEC2ResourceOperator")))
                    .set("Tags", Tags.made(FunctionTransform.CREATED_BY, null));
            made.add(operator);
            role = operator.arn();
        }
        JsonNode requirements = provider.get("InstanceRequirements");
        JsonNode logging = provider.get("LoggingConfig");
        JsonNode managedTags = provider.get("ManagedResourceTags", "Tags");
        made.add(new CfnResource("AWS::Lambda::CapacityProvider", provider.logicalId(), provider.attributes())
                .set("CapacityProviderName", given(provider, "CapacityProviderName"))
                .set(
                        "VpcConfig",
                        Json.object(
                                "SubnetIds",
                                subnets,
                                "SecurityGroupIds",
                                provider.get("VpcConfig", "SecurityGroupIds")))
                .set("PermissionsConfig", Json.object("CapacityProviderOperatorRoleArn", role))
                .set("Tags", Tags.made(FunctionTransform.CREATED_BY, provider.get("Tags")))
                .set(
                        "InstanceRequirements",
                        Json.truthy(requirements)
                                ? Json.object(
                                        "Architectures",
                                        Json.get(requirements, "Architectures"),
                                        "AllowedInstanceTypes",
                                        Json.get(requirements, "AllowedTypes"),
                                        "ExcludedInstanceTypes",
                                        Json.get(requirements, "ExcludedTypes"))
                                : null)
                .set("CapacityProviderScalingConfig", scaling(given(provider, "ScalingConfig")))
                .set("KmsKeyArn", given(provider, "KmsKeyArn"))
                .set("TelemetryConfig", Json.truthy(logging) ? Json.object("LoggingConfig", logging) : null)
                .set(
                        "PropagateTags",
                        managedTags == null
                                ? null
                                : Json.object("Mode", "Explicit", "ExplicitTags", Tags.list(managedTags))));
        if (Json.isTrue(provider.get("PropagateTags")) && made.size() > 1) {
            made.getFirst().set("Tags", Tags.made(FunctionTransform.CREATED_BY, provider.get("Tags")));
        }
        return made;
    }

    private static @Nullable ObjectNode scaling(@Nullable JsonNode declared) {
        if (declared == null) {
            return null;
        }
        JsonNode target = Json.get(declared, "AverageCPUUtilization");
        return Json.object(
                "MaxVCpuCount",
                Json.get(declared, "MaxVCpuCount"),
                "ScalingMode",
                target == null ? "Auto" : "Manual",
                "ScalingPolicies",
                target == null
                        ? null
                        : Json.array(Json.object(
                                "PredefinedMetricType",
                                "LambdaCapacityProviderAverageCPUUtilization",
                                "TargetValue",
                                target)));
    }
}
