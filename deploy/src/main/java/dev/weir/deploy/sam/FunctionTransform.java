package dev.weir.deploy.sam;

import dev.weir.deploy.sam.events.Event;
import dev.weir.deploy.sam.events.FunctionEvents;
import dev.weir.deploy.sam.events.FunctionTarget;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.S3Location;
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

/**
 * What {@code AWS::Serverless::Function} becomes: the function, its role, its version and alias, its URL, its
 * destinations and its events.
 *
 * <p>AWS: "AWS::Serverless::Function" in the SAM developer guide.
 */
final class FunctionTransform {
    static final String CREATED_BY = "lambda:createdBy";
    private static final Set<String> RESERVED_TAGS =
            Set.of(CREATED_BY, "serverlessrepo:applicationId", "serverlessrepo:semanticVersion");
    private static final Map<String, String> DEAD_LETTER_ACTIONS =
            Map.of("SQS", "sqs:SendMessage", "SNS", "sns:Publish");
    private static final List<String> COPIED = List.of(
            "Handler",
            "Runtime",
            "Description",
            "MemorySize",
            "Timeout",
            "VpcConfig",
            "Role",
            "Environment",
            "KmsKeyArn",
            "ReservedConcurrentExecutions",
            "Layers",
            "FileSystemConfigs",
            "ImageConfig",
            "PackageType",
            "Architectures",
            "SnapStart",
            "EphemeralStorage",
            "CodeSigningConfigArn",
            "RuntimeManagementConfig",
            "LoggingConfig",
            "RecursiveLoop",
            "TenancyConfig",
            "DurableConfig",
            "FunctionScalingConfig",
            "PublishToLatestPublished");

    private final Workspace work;
    private final DeploymentPreferences deployments;
    private final FunctionEvents events;

    FunctionTransform(Workspace work, DeploymentPreferences deployments) {
        this.work = work;
        this.deployments = deployments;
        this.events = new FunctionEvents(work);
    }

    List<CfnResource> transform(SamResource function) {
        try {
            return make(function);
        } catch (Invalid e) {
            throw e.inResource(function.logicalId());
        }
    }

    private List<CfnResource> make(SamResource function) {
        List<Event> read = events.read(function);
        checkTenancy(function, read);
        checkDeadLetters(function);
        CfnResource lambda = lambda(function);
        List<CfnResource> made = Workspace.resourcesOf(lambda);
        if (function.has("ProvisionedConcurrencyConfig") && !function.has("AutoPublishAlias")) {
            throw function.invalid(
                    "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function");
        }
        FunctionVersion version = new FunctionVersion(function, lambda, work);
        if (version.deletionPolicy() != null && !function.has("AutoPublishAlias")) {
            throw function.invalid("'VersionDeletionPolicy' requires 'AutoPublishAlias'.");
        }
        CfnResource alias = null;
        if (function.has("AutoPublishAlias")) {
            CfnResource published = version.version();
            alias = version.alias(published);
            made.add(published);
            made.add(alias);
        }
        made.addAll(new FunctionUrl(function, lambda, alias).make());
        if (function.get("DeploymentPreference") instanceof ObjectNode preference && !preference.isEmpty()) {
            deployments.add(function, preference, alias);
        }
        List<ObjectNode> destinationPolicies = new ArrayList<>();
        if (function.has("EventInvokeConfig")) {
            Destinations destinations = new Destinations(function, lambda, alias, work);
            made.addAll(destinations.make());
            destinationPolicies.addAll(destinations.policies());
        }
        CfnResource role = null;
        JsonNode declaredRole = function.get("Role");
        if (declaredRole == null || Intrinsics.isIf(declaredRole)) {
            role = role(function, lambda, declaredRole, destinationPolicies);
            if (role != null) {
                made.add(role);
            }
        }
        made.addAll(events.transform(read, new FunctionTarget(function, alias == null ? lambda : alias, role)));
        boolean propagate = Json.isTrue(function.get("PropagateTags"));
        Workspace.propagateTags(made, function.get("Tags"), propagate);
        if (propagate) {
            deployments.propagateTags(function);
        }
        return made;
    }

    private static void checkTenancy(SamResource function, List<Event> read) {
        if (!function.has("TenancyConfig")) {
            return;
        }
        if (function.has("FunctionUrlConfig")) {
            throw function.invalid("Function URL is not supported for functions enabled with tenancy configuration.");
        }
        if (function.has("SnapStart")) {
            throw function.invalid("SnapStart is not supported for functions enabled with tenancy configuration.");
        }
        for (Event event : read) {
            if (!Set.of("Api", "HttpApi").contains(event.source().type())) {
                throw function.invalid(("Event source '%s' is not supported for functions enabled with tenancy"
                                + " configuration. Only Api and HttpApi event sources are supported.")
                        .formatted(event.source().type()));
            }
        }
    }

    private static void checkDeadLetters(SamResource function) {
        if (!function.has("DeadLetterQueue")) {
            return;
        }
        JsonNode type = function.get("DeadLetterQueue", "Type");
        if (!Json.truthy(type) || !function.has("DeadLetterQueue", "TargetArn")) {
            throw function.invalid("'DeadLetterQueue' requires Type and TargetArn properties to be specified.");
        }
        if (!DEAD_LETTER_ACTIONS.containsKey(function.expect().text(type, "DeadLetterQueue.Type"))) {
            throw function.invalid("'DeadLetterQueue' requires Type of ['SQS', 'SNS']");
        }
    }

    private CfnResource lambda(SamResource function) {
        CfnResource lambda = new CfnResource("AWS::Lambda::Function", function.logicalId(), function.attributes());
        lambda.set("Code", code(function)).set("FunctionName", given(function, "FunctionName"));
        JsonNode sha = work.parameters().resolve(function.get("AutoPublishCodeSha256"));
        COPIED.forEach(property -> lambda.set(property, function.get(property)));
        if (function.has("AutoPublishAlias") && Json.truthy(sha) && sha != null) {
            lambda.set("Description", describedWith(function.get("Description"), sha));
        }
        JsonNode tracing = function.get("Tracing");
        if (traces(function)) {
            lambda.set("TracingConfig", Json.object("Mode", tracing));
        }
        if (function.has("DeadLetterQueue")) {
            lambda.set("DeadLetterConfig", Json.object("TargetArn", function.get("DeadLetterQueue", "TargetArn")));
        }
        JsonNode capacity = function.get("CapacityProviderConfig");
        if (Json.truthy(capacity)) {
            lambda.set("CapacityProviderConfig", capacityProvider(capacity));
        }
        lambda.set("Tags", tags(function));
        checkPackage(function);
        return lambda;
    }

    /** A description that names the code's hash: Lambda publishes a version only of a function that has changed. */
    private static JsonNode describedWith(@Nullable JsonNode description, JsonNode sha) {
        if (description == null) {
            return sha;
        }
        return description.isString() && sha.isString()
                ? Json.node(description.stringValue() + " " + sha.stringValue())
                : Json.object("Fn::Join", Json.array(" ", Json.array(description, sha)));
    }

    private boolean traces(SamResource function) {
        JsonNode mode = work.parameters().resolve(function.get("Tracing"));
        return Json.truthy(mode) && !"Disabled".equals(Json.text(mode));
    }

    private static @Nullable JsonNode given(SamResource function, String property) {
        return function.has(property) ? function.get(property) : null;
    }

    private static ObjectNode capacityProvider(@Nullable JsonNode declared) {
        ObjectNode config = Json.object("CapacityProviderArn", Json.get(declared, "Arn"));
        for (String property :
                List.of("PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu")) {
            Json.put(config, property, Json.get(declared, property));
        }
        return Json.object("LambdaManagedInstancesCapacityProviderConfig", config);
    }

    /** A function's tags with the one that says who made it. */
    static ArrayNode tags(SamResource function) {
        JsonNode tags = function.get("Tags");
        for (String reserved : RESERVED_TAGS.stream().sorted().toList()) {
            if (Json.get(tags, reserved) != null) {
                throw function.invalid(reserved + " is a reserved Tag key name and cannot be set on your resource. "
                        + "Please change the tag key in the input.");
            }
        }
        return Tags.made(CREATED_BY, tags);
    }

    private static String packageType(SamResource function) {
        JsonNode declared = function.get("PackageType");
        if (declared == null) {
            return "Zip";
        }
        String type = declared.asString("");
        if (!Set.of("Zip", "Image").contains(type)) {
            throw function.invalid("invalid 'PackageType' : %s".formatted(PythonText.of(declared)));
        }
        return type;
    }

    private static ObjectNode code(SamResource function) {
        JsonNode inline = function.get("InlineCode");
        JsonNode uri = function.get("CodeUri");
        JsonNode key = function.get("SourceKMSKeyArn");
        if (packageType(function).equals("Image")) {
            JsonNode image = function.get("ImageUri");
            if (image == null) {
                throw function.invalid("'ImageUri' must be set.");
            }
            return Json.object("ImageUri", image);
        }
        if (inline != null) {
            return Json.object("ZipFile", inline);
        }
        if (uri == null) {
            throw function.invalid("Only one of 'InlineCode' or 'CodeUri' can be set.");
        }
        ObjectNode code = location(uri, function.logicalId(), "CodeUri").code();
        Json.put(code, "SourceKMSKeyArn", key);
        return code;
    }

    /** The location of code or of a layer's content. */
    static S3Location location(JsonNode declared, String logicalId, String property) {
        String text = Json.text(declared);
        if (text != null && text.contains("{{resolve:")) {
            throw Invalid.resource(
                    logicalId,
                    ("Unsupported dynamic reference detected in '%s'."
                                    + " Please consider using alternative 'FunctionCode' object format.")
                            .formatted(property));
        }
        if (!declared.isObject() && !declared.isString()) {
            throw Invalid.resource(logicalId, "'%s' must be of type dict or string.".formatted(property));
        }
        return S3Location.of(declared, logicalId, property);
    }

    private static void checkPackage(SamResource function) {
        boolean runnable = function.has("Runtime") && function.has("Handler");
        if (packageType(function).equals("Image")) {
            if (function.has("Handler") || function.has("Runtime") || function.has("Layers")) {
                throw function.invalid(
                        "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`");
            }
        } else if (!runnable) {
            throw function.invalid("Runtime and Handler needs to be present when PackageType is of type `Zip`");
        } else if (function.has("ImageConfig")) {
            throw function.invalid("ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`");
        }
    }

    private @Nullable CfnResource role(
            SamResource function,
            CfnResource lambda,
            @Nullable JsonNode declared,
            List<ObjectNode> destinationPolicies) {
        ExecutionRole role = new ExecutionRole(function, work);
        role.managed(
                function.has("DurableConfig")
                        ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
                        : "service-role/AWSLambdaBasicExecutionRole");
        if (traces(function)) {
            role.managed(xrayPolicy(work));
        }
        if (function.has("VpcConfig")) {
            role.managed("service-role/AWSLambdaVPCAccessExecutionRole");
        }
        if (function.has("DeadLetterQueue")) {
            String type = String.valueOf(Json.text(function.get("DeadLetterQueue", "Type")));
            ObjectNode document = Json.object(
                    "Version",
                    Policies.VERSION,
                    "Statement",
                    Json.array(Json.object(
                            "Action",
                            DEAD_LETTER_ACTIONS.get(type),
                            "Resource",
                            function.get("DeadLetterQueue", "TargetArn"),
                            "Effect",
                            "Allow")));
            role.document(Json.object("PolicyName", "DeadLetterQueuePolicy", "PolicyDocument", document));
        }
        destinationPolicies.forEach(role::document);
        ObjectNode trust = function.get("AssumeRolePolicyDocument") instanceof ObjectNode own
                ? own
                : Policies.trust("lambda.amazonaws.com");
        CfnResource made = role.make(trust, tags(function), Json.asList(function.get("Policies")));
        if (declared == null) {
            lambda.set("Role", made.arn());
            return made;
        }
        return conditionalRole(function, lambda, declared, made);
    }

    /** A role that is made only where the template's condition names none. */
    private @Nullable CfnResource conditionalRole(
            SamResource function, CfnResource lambda, JsonNode declared, CfnResource made) {
        List<JsonNode> branches = Json.items(declared.get("Fn::If"));
        if (branches.size() != 3) {
            throw function.invalid("Malformed 'Role' property: Fn::If requires 3 arguments.");
        }
        String condition = branches.get(0).asString("");
        boolean ifTrue = Intrinsics.isNoValue(branches.get(1));
        boolean ifFalse = Intrinsics.isNoValue(branches.get(2));
        if (ifTrue && ifFalse) {
            lambda.set("Role", made.arn());
        } else if (ifTrue) {
            lambda.set("Role", Intrinsics.when(condition, made.arn(), branches.get(2)));
            made.attribute("Condition", condition);
        } else if (ifFalse) {
            lambda.set("Role", Intrinsics.when(condition, branches.get(1), made.arn()));
            made.attribute("Condition", negated(condition, "", work));
        } else {
            return null;
        }
        return made;
    }

    /** The name of a condition that holds where another does not, added to the template. */
    static String negated(String condition, String hashed, Workspace work) {
        String name = LogicalIds.of("NOT" + condition, hashed);
        work.addCondition(name, Json.object("Fn::Not", Json.array(Json.object("Condition", condition))));
        return name;
    }

    /** The policy that lets X-Ray be written to, whose name depends on the partition. */
    static String xrayPolicy(Workspace work) {
        return work.arns().partition().equals("aws") ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
    }
}
