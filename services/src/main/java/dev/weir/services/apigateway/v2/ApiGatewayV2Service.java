package dev.weir.services.apigateway.v2;

import dev.weir.api.apigatewayv2.Api;
import dev.weir.api.apigatewayv2.ApiGatewayV2Binding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.auth.JwtAuthorizer;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.operations.Apis;
import dev.weir.services.apigateway.v2.operations.Authorizers;
import dev.weir.services.apigateway.v2.operations.Deploying;
import dev.weir.services.apigateway.v2.operations.Integrations;
import dev.weir.services.apigateway.v2.operations.Journaling;
import dev.weir.services.apigateway.v2.operations.Routes;
import dev.weir.services.apigateway.v2.operations.Stages;
import dev.weir.services.apigateway.v2.operations.Tags;
import dev.weir.services.apigateway.v2.plane.Authorization;
import dev.weir.services.apigateway.v2.plane.HttpApiPlane;
import dev.weir.services.apigateway.v2.plane.Integrators;
import dev.weir.services.apigateway.v2.resources.ApiResource;
import dev.weir.services.apigateway.v2.resources.AuthorizerResource;
import dev.weir.services.apigateway.v2.resources.DeploymentResource;
import dev.weir.services.apigateway.v2.resources.IntegrationResource;
import dev.weir.services.apigateway.v2.resources.RouteResource;
import dev.weir.services.apigateway.v2.resources.StageResource;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** API Gateway V2: HTTP APIs. */
public final class ApiGatewayV2Service implements Service {
    private final ApiGatewayV2Binding binding;
    private final List<ResourceType> types;
    private final Authorization authorization;
    private final HttpApiPlane plane;
    private final HttpApiPlane.Cache live = new HttpApiPlane.Cache();

    public ApiGatewayV2Service(Kernel kernel, Fabric fabric, HttpOut http) {
        ApiStore<Api> store = new ApiStore<>(
                kernel.store(), "apigatewayv2", Api.class, (scope, id) -> ApiGatewayV2Errors.noApi(id), live::forget);
        Deploying deploying = new Deploying(kernel);
        Journaling journal = new Journaling(kernel);
        Apis apis = new Apis(kernel, store, deploying, journal);
        Routes routes = new Routes(kernel, store, deploying, journal);
        Integrations integrations = new Integrations(kernel, store, deploying, journal);
        Stages stages = new Stages(kernel, store, deploying, journal);
        Authorizers authorizers = new Authorizers(kernel, store, deploying, journal);
        Tags tags = new Tags(store, stages);
        this.binding = new ApiGatewayV2Binding(
                new ApiGatewayV2ApiOperations(apis, routes, integrations, authorizers, stages, tags));
        this.types = List.of(
                new ApiResource(apis, tags, fabric),
                new RouteResource(routes),
                new IntegrationResource(integrations),
                new AuthorizerResource(authorizers),
                new StageResource(stages),
                new DeploymentResource(stages));
        FunctionCall functions = new FunctionCall(kernel, fabric);
        this.authorization =
                new Authorization(new FunctionAuthorizer(kernel, functions), new JwtAuthorizer(kernel, http));
        this.plane = new HttpApiPlane(kernel, store, new Integrators(functions, http), authorization, live);
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public Optional<DataPlane> dataPlane() {
        return Optional.of(plane);
    }

    @Override
    public void reset() {
        live.clear();
        authorization.clear();
    }
}
