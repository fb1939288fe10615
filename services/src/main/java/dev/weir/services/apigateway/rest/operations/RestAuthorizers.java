package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Authorizers;
import dev.weir.api.apigateway.CreateAuthorizerRequest;
import dev.weir.api.apigateway.DeleteAuthorizerRequest;
import dev.weir.api.apigateway.DeleteAuthorizerResponse;
import dev.weir.api.apigateway.FlushStageAuthorizersCacheRequest;
import dev.weir.api.apigateway.FlushStageAuthorizersCacheResponse;
import dev.weir.api.apigateway.GetAuthorizerRequest;
import dev.weir.api.apigateway.GetAuthorizersRequest;
import dev.weir.api.apigateway.PatchOperation;
import dev.weir.api.apigateway.Resource;
import dev.weir.api.apigateway.RestApi;
import dev.weir.api.apigateway.Stage;
import dev.weir.api.apigateway.UpdateAuthorizerRequest;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.auth.FunctionAuthorizer;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.domain.AuthorizerRules;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.state.ApiReader;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lambda authorizers of REST APIs. What is deployed stays as it is until the next deployment. */
public final class RestAuthorizers {
    static final int ID = 6;
    private static final int PAGE = 25;

    private final Kernel kernel;
    private final ApiStore<RestApi> store;
    private final RestApis apis;
    private final FunctionAuthorizer functions;

    public RestAuthorizers(Kernel kernel, ApiStore<RestApi> store, RestApis apis, FunctionAuthorizer functions) {
        this.kernel = kernel;
        this.store = store;
        this.apis = apis;
        this.functions = functions;
    }

    public Authorizer create(Call call, CreateAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        if (!store.owner(apiId).equals(Optional.of(call.scope()))) {
            throw ApiGatewayErrors.concurrent();
        }
        String id = kernel.ids().alphanumeric(ID);
        Authorizer made = AuthorizerRules.checked(
                Records.copy(input, Authorizer.class).toBuilder().id(id).build());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            checkName(api, made);
            api.put(RestPart.AUTHORIZER, id, made);
            return true;
        });
        apis.accepted(call, "CreateAuthorizer", apiId, id);
        return made;
    }

    /** Gives an authorizer those of the properties that are there, as a stack's update does. */
    public void replace(Call call, String id, CreateAuthorizerRequest wanted) {
        Authorizer unused = change(
                call,
                Objects.requireNonNull(wanted.restApiId()),
                AuthorizerRules.checked(Records.copy(wanted, Authorizer.class).toBuilder()
                        .id(id)
                        .build()));
    }

    public Authorizer update(Call call, UpdateAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = Objects.requireNonNull(input.authorizerId());
        Authorizer changed = store.read(call.scope(), apiId, api -> api.get(RestPart.AUTHORIZER, id));
        for (PatchOperation patch : Objects.requireNonNullElse(input.patchOperations(), List.<PatchOperation>of())) {
            changed = AuthorizerRules.patched(changed, patch);
        }
        return change(call, apiId, AuthorizerRules.checked(changed));
    }

    private Authorizer change(Call call, String apiId, Authorizer changed) {
        String id = Objects.requireNonNull(changed.id());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Authorizer known = api.get(RestPart.AUTHORIZER, id);
            checkName(api, changed);
            api.put(RestPart.AUTHORIZER, Objects.requireNonNull(known.id()), changed);
            return true;
        });
        apis.accepted(call, "UpdateAuthorizer", apiId, id);
        return changed;
    }

    /** At most ten authorizers make an API. */
    private static void checkName(ApiReader<RestApi> api, Authorizer authorizer) {
        for (Authorizer other : api.all(RestPart.AUTHORIZER)) {
            if (Objects.equals(other.name(), authorizer.name()) && !Objects.equals(other.id(), authorizer.id())) {
                throw ApiGatewayErrors.bad("Authorizer name must be unique. Authorizer " + authorizer.name()
                        + " already exists in this RestApi.");
            }
        }
    }

    public Authorizer get(Call call, GetAuthorizerRequest input) {
        return store.read(
                call.scope(),
                Objects.requireNonNull(input.restApiId()),
                api -> api.get(RestPart.AUTHORIZER, Objects.requireNonNull(input.authorizerId())));
    }

    public Authorizers list(Call call, GetAuthorizersRequest input) {
        Page<Authorizer> page = Page.of(
                store.read(
                        call.scope(), Objects.requireNonNull(input.restApiId()), api -> api.all(RestPart.AUTHORIZER)),
                authorizer -> Objects.requireNonNull(authorizer.id()),
                input.position(),
                input.limit() == null ? PAGE : input.limit());
        return Authorizers.builder().items(page.items()).position(page.next()).build();
    }

    public DeleteAuthorizerResponse delete(Call call, DeleteAuthorizerRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = Objects.requireNonNull(input.authorizerId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Authorizer known = api.get(RestPart.AUTHORIZER, id);
            for (Resource resource : api.all(RestPart.RESOURCE)) {
                if (Objects.requireNonNullElse(
                                resource.resourceMethods(), Map.<String, dev.weir.api.apigateway.Method>of())
                        .values()
                        .stream()
                        .anyMatch(method -> id.equals(method.authorizerId()))) {
                    throw ApiGatewayErrors.authorizerInUse(Objects.requireNonNull(known.name()));
                }
            }
            api.remove(RestPart.AUTHORIZER, id);
            return true;
        });
        apis.accepted(call, "DeleteAuthorizer", apiId, id);
        return DeleteAuthorizerResponse.builder().build();
    }

    public FlushStageAuthorizersCacheResponse flush(Call call, FlushStageAuthorizersCacheRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        Stage stage = store.read(
                call.scope(), apiId, api -> api.get(RestPart.STAGE, Objects.requireNonNull(input.stageName())));
        functions.forget(apiId, Objects.requireNonNull(stage.stageName()));
        return FlushStageAuthorizersCacheResponse.builder().build();
    }
}
