package dev.weir.services.apigateway.rest;

import dev.weir.api.apigateway.ApiGatewayBinding;
import dev.weir.api.apigateway.RestApi;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.proxy.FunctionCall;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.operations.Methods;
import dev.weir.services.apigateway.rest.operations.Resources;
import dev.weir.services.apigateway.rest.operations.RestApis;
import dev.weir.services.apigateway.rest.operations.RestAuthorizers;
import dev.weir.services.apigateway.rest.operations.Settings;
import dev.weir.services.apigateway.rest.operations.Stages;
import dev.weir.services.apigateway.rest.plane.RestApiPlane;
import dev.weir.services.apigateway.rest.plane.StageCalls;
import dev.weir.services.apigateway.rest.resources.AccountResource;
import dev.weir.services.apigateway.rest.resources.AuthorizerResource;
import dev.weir.services.apigateway.rest.resources.DeploymentResource;
import dev.weir.services.apigateway.rest.resources.MethodResource;
import dev.weir.services.apigateway.rest.resources.ResourceResource;
import dev.weir.services.apigateway.rest.resources.RestApiResource;
import dev.weir.services.apigateway.rest.resources.StageResource;
import dev.weir.services.apigateway.rest.state.AccountStore;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** API Gateway: REST APIs. */
public final class ApiGatewayService implements Service {
    private final ApiGatewayBinding binding;
    private final List<ResourceType> types;
    private final FunctionAuthorizer answers;
    private final RestApiPlane plane;
    private final StageCalls calls;
    private final RestApiPlane.Cache live = new RestApiPlane.Cache();

    public ApiGatewayService(Kernel kernel, Fabric fabric) {
        ApiStore<RestApi> store =
                new ApiStore<>(kernel.store(), "apigateway", RestApi.class, ApiGatewayErrors::noApi, live::forget);
        RestApis apis = new RestApis(kernel, store);
        Resources resources = new Resources(kernel, store, apis);
        Methods methods = new Methods(store, apis);
        Stages stages = new Stages(kernel, store, apis);
        FunctionCall functions = new FunctionCall(kernel, fabric);
        this.answers = new FunctionAuthorizer(kernel, functions);
        RestAuthorizers authorizers = new RestAuthorizers(kernel, store, apis, answers);
        Settings settings = new Settings(store, new AccountStore(kernel.store()), stages);
        this.binding = new ApiGatewayBinding(
                new ApiGatewayApiOperations(apis, resources, methods, authorizers, stages, settings));
        this.types = List.of(
                new RestApiResource(apis, settings, fabric),
                new ResourceResource(resources),
                new MethodResource(methods),
                new AuthorizerResource(authorizers),
                new DeploymentResource(stages),
                new StageResource(stages),
                new AccountResource(settings));
        this.plane = new RestApiPlane(kernel, store, functions, answers, live);
        this.calls = new StageCalls(kernel, plane);
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
    public <T> Optional<T> capability(Class<T> capability) {
        return capability.isInstance(calls) ? Optional.of(capability.cast(calls)) : Optional.empty();
    }

    @Override
    public Optional<DataPlane> dataPlane() {
        return Optional.of(plane);
    }

    @Override
    public void reset() {
        live.clear();
        answers.clear();
    }
}
