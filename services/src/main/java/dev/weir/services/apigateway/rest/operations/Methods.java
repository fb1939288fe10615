package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.*;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.domain.MethodRules;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Methods of resources, their integrations, and the responses of both. */
public final class Methods {
    private final ApiStore<RestApi> store;
    private final RestApis apis;

    public Methods(ApiStore<RestApi> store, RestApis apis) {
        this.store = store;
        this.apis = apis;
    }

    private static Map<String, Method> methods(Resource resource) {
        return new LinkedHashMap<>(resource.resourceMethods() == null ? Map.of() : resource.resourceMethods());
    }

    /** Which method is meant. */
    private record At(String api, String resource, String method) {
        static At of(@Nullable String api, @Nullable String resource, @Nullable String method) {
            return new At(
                    Objects.requireNonNull(api), Objects.requireNonNull(resource), Objects.requireNonNull(method));
        }
    }

    /** Where an API is not there, AWS says of methods that their resource is not. */
    private ApiStore<RestApi> of(Call call, At at) {
        if (!store.owner(at.api()).equals(Optional.of(call.scope()))) {
            throw ApiGatewayErrors.noResource();
        }
        return store;
    }

    private Method known(Call call, At at) {
        return of(call, at).read(call.scope(), at.api(), api -> {
            Method method = methods(api.get(RestPart.RESOURCE, at.resource())).get(at.method());
            if (method == null) {
                throw ApiGatewayErrors.noMethod();
            }
            return method;
        });
    }

    private Method change(Call call, String operation, At at, UnaryOperator<Method> change) {
        Method changed = of(call, at).write(call.scope(), at.api(), api -> {
            Resource resource = api.get(RestPart.RESOURCE, at.resource());
            Map<String, Method> methods = methods(resource);
            Method method = methods.get(at.method());
            if (method == null) {
                throw ApiGatewayErrors.noMethod();
            }
            Method made = change.apply(method);
            checkAuthorizer(api, made);
            methods.put(at.method(), made);
            api.put(
                    RestPart.RESOURCE,
                    at.resource(),
                    resource.toBuilder().resourceMethods(methods).build());
            return made;
        });
        apis.accepted(call, operation, at.api(), at.resource() + "/" + at.method());
        return changed;
    }

    public Method put(Call call, PutMethodRequest input) {
        At at = At.of(input.restApiId(), input.resourceId(), input.httpMethod());
        Method put = of(call, at).write(call.scope(), at.api(), api -> {
            Resource resource = api.get(RestPart.RESOURCE, at.resource());
            Method made = MethodRules.checked(Records.copy(input, Method.class));
            Map<String, Method> methods = methods(resource);
            checkAuthorizer(api, made);
            if (methods.putIfAbsent(at.method(), made) != null) {
                throw ApiGatewayErrors.methodExists();
            }
            api.put(
                    RestPart.RESOURCE,
                    at.resource(),
                    resource.toBuilder().resourceMethods(methods).build());
            return made;
        });
        apis.accepted(call, "PutMethod", at.api(), at.resource() + "/" + at.method());
        return put;
    }

    private static void checkAuthorizer(ApiReader<RestApi> api, Method method) {
        if ("CUSTOM".equals(method.authorizationType())) {
            Authorizer unused = api.get(RestPart.AUTHORIZER, Objects.requireNonNull(method.authorizerId()));
        }
    }

    public Method get(Call call, GetMethodRequest input) {
        return known(call, At.of(input.restApiId(), input.resourceId(), input.httpMethod()));
    }

    /** Replaces a method with all that is its, as a stack's update does. */
    public void replace(Call call, String apiId, String resourceId, Method method) {
        Method checked = MethodRules.checked(method);
        Method unused = change(call, "UpdateMethod", At.of(apiId, resourceId, checked.httpMethod()), known -> checked);
    }

    public DeleteMethodResponse delete(Call call, DeleteMethodRequest input) {
        At at = At.of(input.restApiId(), input.resourceId(), input.httpMethod());
        Boolean unused = of(call, at).write(call.scope(), at.api(), api -> {
            Resource resource = api.get(RestPart.RESOURCE, at.resource());
            Map<String, Method> methods = methods(resource);
            if (methods.remove(at.method()) == null) {
                throw ApiGatewayErrors.noMethod();
            }
            api.put(
                    RestPart.RESOURCE,
                    at.resource(),
                    resource.toBuilder()
                            .resourceMethods(methods.isEmpty() ? null : methods)
                            .build());
            return true;
        });
        apis.accepted(call, "DeleteMethod", at.api(), at.resource() + "/" + at.method());
        return DeleteMethodResponse.builder().build();
    }

    public MethodResponse putResponse(Call call, PutMethodResponseRequest input) {
        MethodResponse made = Records.copy(input, MethodResponse.class);
        String status = Objects.requireNonNull(input.statusCode());
        Method unused = change(
                call, "PutMethodResponse", At.of(input.restApiId(), input.resourceId(), input.httpMethod()), method -> {
                    Map<String, MethodResponse> responses =
                            new LinkedHashMap<>(method.methodResponses() == null ? Map.of() : method.methodResponses());
                    if (responses.putIfAbsent(status, made) != null) {
                        throw ApiGatewayErrors.responseExists();
                    }
                    return method.toBuilder().methodResponses(responses).build();
                });
        return made;
    }

    public MethodResponse getResponse(Call call, GetMethodResponseRequest input) {
        Map<String, MethodResponse> responses = known(
                        call, At.of(input.restApiId(), input.resourceId(), input.httpMethod()))
                .methodResponses();
        MethodResponse response = responses == null ? null : responses.get(Objects.requireNonNull(input.statusCode()));
        if (response == null) {
            throw ApiGatewayErrors.noResponse();
        }
        return response;
    }

    public DeleteMethodResponseResponse deleteResponse(Call call, DeleteMethodResponseRequest input) {
        Method unused = change(
                call,
                "DeleteMethodResponse",
                At.of(input.restApiId(), input.resourceId(), input.httpMethod()),
                method -> {
                    Map<String, MethodResponse> responses =
                            new LinkedHashMap<>(method.methodResponses() == null ? Map.of() : method.methodResponses());
                    if (responses.remove(Objects.requireNonNull(input.statusCode())) == null) {
                        throw ApiGatewayErrors.noResponse();
                    }
                    return method.toBuilder()
                            .methodResponses(responses.isEmpty() ? null : responses)
                            .build();
                });
        return DeleteMethodResponseResponse.builder().build();
    }

    public Integration putIntegration(Call call, PutIntegrationRequest input) {
        At at = At.of(input.restApiId(), input.resourceId(), input.httpMethod());
        Integration made = MethodRules.checked(
                Records.copy(input, Integration.class).toBuilder()
                        .httpMethod(input.integrationHttpMethod())
                        .build(),
                at.resource());
        Method changed = change(call, "PutIntegration", at, method -> method.toBuilder()
                .methodIntegration(made)
                .build());
        return Objects.requireNonNull(changed.methodIntegration());
    }

    public Integration getIntegration(Call call, GetIntegrationRequest input) {
        return integration(known(call, At.of(input.restApiId(), input.resourceId(), input.httpMethod())));
    }

    private static Integration integration(Method method) {
        Integration integration = method.methodIntegration();
        if (integration == null) {
            throw ApiGatewayErrors.noIntegration();
        }
        return integration;
    }

    public DeleteIntegrationResponse deleteIntegration(Call call, DeleteIntegrationRequest input) {
        Method unused = change(
                call, "DeleteIntegration", At.of(input.restApiId(), input.resourceId(), input.httpMethod()), method -> {
                    if (method.methodIntegration() == null) {
                        throw ApiGatewayErrors.noIntegration();
                    }
                    return method.toBuilder().methodIntegration(null).build();
                });
        return DeleteIntegrationResponse.builder().build();
    }

    public IntegrationResponse putIntegrationResponse(Call call, PutIntegrationResponseRequest input) {
        IntegrationResponse made = Records.copy(input, IntegrationResponse.class);
        String status = Objects.requireNonNull(input.statusCode());
        MethodRules.check(made);
        Method unused = change(
                call,
                "PutIntegrationResponse",
                At.of(input.restApiId(), input.resourceId(), input.httpMethod()),
                method -> {
                    Integration integration = integration(method);
                    if (method.methodResponses() == null
                            || !method.methodResponses().containsKey(status)) {
                        throw ApiGatewayErrors.noResponse();
                    }
                    Map<String, IntegrationResponse> responses = new LinkedHashMap<>(
                            integration.integrationResponses() == null ? Map.of() : integration.integrationResponses());
                    responses.put(status, made);
                    return method.toBuilder()
                            .methodIntegration(integration.toBuilder()
                                    .integrationResponses(responses)
                                    .build())
                            .build();
                });
        return made;
    }

    public IntegrationResponse getIntegrationResponse(Call call, GetIntegrationResponseRequest input) {
        Map<String, IntegrationResponse> responses = integration(
                        known(call, At.of(input.restApiId(), input.resourceId(), input.httpMethod())))
                .integrationResponses();
        IntegrationResponse response =
                responses == null ? null : responses.get(Objects.requireNonNull(input.statusCode()));
        if (response == null) {
            throw ApiGatewayErrors.noResponse();
        }
        return response;
    }
}
