package dev.weir.deploy.cloudformation.resources;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A custom resource backed by a function. Source: CloudFormation User Guide, "Custom resource reference". Differs from
 * AWS in one thing: where the function itself fails, the resource fails at once instead of at its timeout.
 */
public final class CustomResource implements ResourceType {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    private final String name;
    private final Kernel kernel;
    private final Fabric fabric;
    private final CustomResourceResponses responses;

    /** @param name {@code AWS::CloudFormation::CustomResource} or {@code Custom::…} */
    public CustomResource(String name, Kernel kernel, Fabric fabric, CustomResourceResponses responses) {
        this.name = name;
        this.kernel = kernel;
        this.fabric = fabric;
        this.responses = responses;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ServiceToken");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return call(request, "Create", null, null);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return call(request, "Update", physicalId, previous);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        call(request, "Delete", physicalId, null);
    }

    private Provisioned call(
            ResourceRequest request, String requestType, @Nullable String physicalId, @Nullable Properties previous) {
        String serviceToken = request.properties().requiredText("ServiceToken");
        if (!Arn.isArn(serviceToken) || !Arn.parse(serviceToken).service().equals("lambda")) {
            throw new StackValidationException(
                    "weir supports custom resources that are backed by a Lambda function; ServiceToken is "
                            + serviceToken);
        }
        Arn function = Arn.parse(serviceToken);
        Invocable invocable = fabric.at(function, Invocable.class)
                .orElseThrow(() -> new StackValidationException("No function at " + serviceToken));
        String requestId = kernel.ids().uuid();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("RequestType", requestType);
        event.put("ServiceToken", serviceToken);
        event.put("ResponseURL", responses.url(request.call().authority(), requestId));
        event.put("StackId", request.stackId());
        event.put("RequestId", requestId);
        event.put("LogicalResourceId", request.logicalId());
        if (physicalId != null) {
            event.put("PhysicalResourceId", physicalId);
        }
        event.put("ResourceType", name);
        event.set("ResourceProperties", texts(request.properties().node()));
        if (previous != null) {
            event.set("OldResourceProperties", texts(previous.node()));
        }
        Instant deadline = kernel.clock().now().plus(timeout(request.properties()));
        JsonNode answer = responses.await(
                requestId,
                deadline,
                () -> invocable.invoke(new Invocable.Invocation(
                        request.call().scope(),
                        request.stackId(),
                        "cloudformation.amazonaws.com",
                        function,
                        MAPPER.writeValueAsBytes(event),
                        request.call().cause())));
        return provisioned(answer, request, physicalId);
    }

    private static Provisioned provisioned(JsonNode answer, ResourceRequest request, @Nullable String physicalId) {
        if (!answer.path("Status").asString("").equals("SUCCESS")) {
            throw new StackValidationException("Received response status ["
                    + answer.path("Status").asString("") + "] from custom resource. Message returned: "
                    + answer.path("Reason").asString(""));
        }
        String id = answer.path("PhysicalResourceId").asString("");
        if (id.isEmpty()) {
            id = physicalId == null ? request.generatedName(128) : physicalId;
        }
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        answer.path("Data").properties().forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
        return new Provisioned(id, attributes);
    }

    private static Duration timeout(Properties properties) {
        Long seconds = properties.number("ServiceTimeout");
        return seconds == null ? DEFAULT_TIMEOUT : Duration.ofSeconds(seconds);
    }

    /** Numbers and booleans go out as text, as CloudFormation sends them. */
    private static JsonNode texts(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(entry -> copy.set(entry.getKey(), texts(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.values().forEach(element -> copy.add(texts(element)));
                yield copy;
            }
            default -> StringNode.valueOf(node.asString());
        };
    }

    /** Payload of a failed function, for the reason. */
    static String errorText(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
