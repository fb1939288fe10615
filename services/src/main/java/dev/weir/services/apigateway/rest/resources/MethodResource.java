package dev.weir.services.apigateway.rest.resources;

import dev.weir.api.apigateway.DeleteMethodRequest;
import dev.weir.api.apigateway.Integration;
import dev.weir.api.apigateway.IntegrationResponse;
import dev.weir.api.apigateway.Method;
import dev.weir.api.apigateway.MethodResponse;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.api.apigateway.PutMethodRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.apigateway.proxy.PropertyMaps;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.rest.domain.MethodRules;
import dev.weir.services.apigateway.rest.operations.Methods;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code AWS::ApiGateway::Method}: a method with its integration and the responses of both. */
public final class MethodResource implements ResourceType {
    private final Methods methods;

    public MethodResource(Methods methods) {
        this.methods = methods;
    }

    private record Wanted(String api, String resource, Method method) {
        static Wanted read(Properties properties) {
            String resource = properties.requiredText("ResourceId");
            Map<String, MethodResponse> responses = new LinkedHashMap<>();
            for (Properties response : properties.objects("MethodResponses")) {
                String status = response.requiredText("StatusCode");
                responses.put(
                        status,
                        MethodResponse.builder()
                                .statusCode(status)
                                .responseModels(PropertyMaps.texts(response, "ResponseModels"))
                                .responseParameters(flags(response, "ResponseParameters"))
                                .build());
            }
            Properties integration = properties.object("Integration");
            Method method = Method.builder()
                    .httpMethod(properties.requiredText("HttpMethod"))
                    .authorizationType(properties.text("AuthorizationType"))
                    .authorizerId(properties.text("AuthorizerId"))
                    .apiKeyRequired(properties.bool("ApiKeyRequired"))
                    .operationName(properties.text("OperationName"))
                    .requestValidatorId(properties.text("RequestValidatorId"))
                    .requestParameters(flags(properties, "RequestParameters"))
                    .requestModels(PropertyMaps.texts(properties, "RequestModels"))
                    .methodResponses(responses.isEmpty() ? null : responses)
                    .methodIntegration(
                            integration == null ? null : MethodRules.checked(integration(integration), resource))
                    .build();
            Wanted wanted = new Wanted(properties.requiredText("RestApiId"), resource, method);
            properties.done();
            return wanted;
        }

        private static @Nullable Map<String, Boolean> flags(Properties properties, String name) {
            Map<String, String> texts = PropertyMaps.texts(properties, name);
            if (texts == null) {
                return null;
            }
            Map<String, Boolean> flags = new LinkedHashMap<>();
            texts.forEach((key, value) -> flags.put(key, Boolean.valueOf(value)));
            return flags;
        }

        private static Integration integration(Properties properties) {
            Map<String, IntegrationResponse> responses = new LinkedHashMap<>();
            for (Properties response : properties.objects("IntegrationResponses")) {
                String status = response.requiredText("StatusCode");
                responses.put(
                        status,
                        IntegrationResponse.builder()
                                .statusCode(status)
                                .selectionPattern(response.text("SelectionPattern"))
                                .responseParameters(PropertyMaps.texts(response, "ResponseParameters"))
                                .responseTemplates(PropertyMaps.texts(response, "ResponseTemplates"))
                                .contentHandling(response.text("ContentHandling"))
                                .build());
            }
            return Integration.builder()
                    .type(properties.requiredText("Type"))
                    .httpMethod(properties.text("IntegrationHttpMethod"))
                    .uri(properties.text("Uri"))
                    .credentials(properties.text("Credentials"))
                    .connectionType(properties.text("ConnectionType"))
                    .connectionId(properties.text("ConnectionId"))
                    .passthroughBehavior(properties.text("PassthroughBehavior"))
                    .requestParameters(PropertyMaps.texts(properties, "RequestParameters"))
                    .requestTemplates(PropertyMaps.texts(properties, "RequestTemplates"))
                    .contentHandling(properties.text("ContentHandling"))
                    .responseTransferMode(properties.text("ResponseTransferMode"))
                    .timeoutInMillis(properties.integer("TimeoutInMillis"))
                    .integrationResponses(responses.isEmpty() ? null : responses)
                    .build();
        }

        String id() {
            return api + "|" + resource + "|" + method.httpMethod();
        }
    }

    @Override
    public String name() {
        return "AWS::ApiGateway::Method";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("RestApiId", "ResourceId", "HttpMethod");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request.properties());
        methods.put(
                request.call(),
                Records.copy(wanted.method(), PutMethodRequest.class).toBuilder()
                        .restApiId(wanted.api())
                        .resourceId(wanted.resource())
                        .build());
        methods.replace(request.call(), wanted.api(), wanted.resource(), wanted.method());
        return new Provisioned(wanted.id(), Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request.properties());
        methods.replace(request.call(), wanted.api(), wanted.resource(), wanted.method());
        return new Provisioned(physicalId, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Properties properties = request.properties();
        try {
            methods.delete(
                    request.call(),
                    DeleteMethodRequest.builder()
                            .restApiId(properties.requiredText("RestApiId"))
                            .resourceId(properties.requiredText("ResourceId"))
                            .httpMethod(properties.requiredText("HttpMethod"))
                            .build());
        } catch (NotFoundException gone) {
            return;
        }
    }
}
