package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.*;
import dev.weir.kernel.Kernel;
import dev.weir.services.apigateway.proxy.Page;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.domain.MethodRules;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.state.ApiWriter;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;

/** Resources: the paths of an API. At most 300 make one, so that looking at each of them is cheap. */
public final class Resources {
    static final int ID = 6;

    private final Kernel kernel;
    private final ApiStore<RestApi> store;
    private final RestApis apis;

    public Resources(Kernel kernel, ApiStore<RestApi> store, RestApis apis) {
        this.kernel = kernel;
        this.store = store;
        this.apis = apis;
    }

    public Resource create(Call call, CreateResourceRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String part = Objects.requireNonNull(input.pathPart());
        String id = kernel.ids().alphanumeric(ID);
        Resource made = store.write(call.scope(), apiId, api -> {
            Resource parent = api.get(RestPart.RESOURCE, Objects.requireNonNull(input.parentId()));
            check(api, parent, part, id);
            Resource resource = Resource.builder()
                    .id(id)
                    .parentId(parent.id())
                    .pathPart(part)
                    .path(path(parent, part))
                    .build();
            api.put(RestPart.RESOURCE, id, resource);
            return resource;
        });
        apis.accepted(call, "CreateResource", apiId, id);
        return made;
    }

    private static void check(ApiWriter<RestApi> api, Resource parent, String part, String id) {
        MethodRules.checkPathPart(part);
        String above = parent.pathPart();
        if (above != null && MethodRules.isGreedy(above)) {
            throw ApiGatewayErrors.greedyParent(above);
        }
        for (Resource sibling : api.all(RestPart.RESOURCE)) {
            String its = sibling.pathPart();
            if (its == null || !Objects.equals(sibling.parentId(), parent.id()) || id.equals(sibling.id())) {
                continue;
            }
            if (its.equals(part)) {
                throw ApiGatewayErrors.resourceExists(part);
            }
            if (MethodRules.isVariable(its) && MethodRules.isVariable(part)) {
                throw ApiGatewayErrors.variableSibling(its);
            }
        }
    }

    private static String path(Resource parent, String part) {
        return "/".equals(parent.path()) ? "/" + part : parent.path() + "/" + part;
    }

    public Resource get(Call call, GetResourceRequest input) {
        Resource resource = store.read(
                call.scope(),
                Objects.requireNonNull(input.restApiId()),
                api -> api.get(RestPart.RESOURCE, Objects.requireNonNull(input.resourceId())));
        return shown(resource, input.embed());
    }

    private static Resource shown(Resource resource, @org.jspecify.annotations.Nullable List<String> embed) {
        if (embed != null && embed.contains("methods") || resource.resourceMethods() == null) {
            return resource;
        }
        java.util.Map<String, Method> bare = new java.util.LinkedHashMap<>();
        resource.resourceMethods()
                .keySet()
                .forEach(method -> bare.put(method, Method.builder().build()));
        return resource.toBuilder().resourceMethods(bare).build();
    }

    public dev.weir.api.apigateway.Resources list(Call call, GetResourcesRequest input) {
        Page<Resource> page = Page.of(
                store.read(call.scope(), Objects.requireNonNull(input.restApiId()), api -> api.all(RestPart.RESOURCE)),
                resource -> Objects.requireNonNull(resource.id()),
                input.position(),
                RestApis.limit(input.limit()));
        return dev.weir.api.apigateway.Resources.builder()
                .items(page.items().stream()
                        .map(resource -> shown(resource, input.embed()))
                        .toList())
                .position(page.next())
                .build();
    }

    /** Renames a resource; resources cannot be moved. */
    public Resource update(Call call, UpdateResourceRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = Objects.requireNonNull(input.resourceId());
        Resource changed = store.write(call.scope(), apiId, api -> {
            Resource resource = api.get(RestPart.RESOURCE, id);
            for (PatchOperation patch :
                    Objects.requireNonNullElse(input.patchOperations(), List.<PatchOperation>of())) {
                resource = rename(api, resource, patch);
            }
            return resource;
        });
        apis.accepted(call, "UpdateResource", apiId, id);
        return changed;
    }

    private static Resource rename(ApiWriter<RestApi> api, Resource resource, PatchOperation patch) {
        if ("/parentId".equals(patch.path())) {
            throw ApiGatewayErrors.unsupported("moving resources (/parentId)");
        }
        if (!"/pathPart".equals(patch.path()) || !"replace".equals(patch.op())) {
            throw ApiGatewayErrors.bad("Invalid patch path  '" + patch.path() + "' specified for op '" + patch.op()
                    + "'. Must be one of: [/parentId, /pathPart]");
        }
        String parentId = resource.parentId();
        if (parentId == null) {
            throw ApiGatewayErrors.bad("Root resource cannot update its pathPart.");
        }
        String part = Objects.requireNonNullElse(patch.value(), "");
        Resource parent = api.get(RestPart.RESOURCE, parentId);
        check(api, parent, part, Objects.requireNonNull(resource.id()));
        String before = Objects.requireNonNull(resource.path());
        String after = path(parent, part);
        for (Resource below : api.all(RestPart.RESOURCE)) {
            String path = Objects.requireNonNull(below.path());
            if (path.startsWith(before + "/")) {
                api.put(
                        RestPart.RESOURCE,
                        Objects.requireNonNull(below.id()),
                        below.toBuilder()
                                .path(after + path.substring(before.length()))
                                .build());
            }
        }
        Resource renamed = resource.toBuilder().pathPart(part).path(after).build();
        api.put(RestPart.RESOURCE, Objects.requireNonNull(renamed.id()), renamed);
        return renamed;
    }

    /** Removes a resource with those below it. */
    public DeleteResourceResponse delete(Call call, DeleteResourceRequest input) {
        String apiId = Objects.requireNonNull(input.restApiId());
        String id = Objects.requireNonNull(input.resourceId());
        Boolean unused = store.write(call.scope(), apiId, api -> {
            Resource gone = api.get(RestPart.RESOURCE, id);
            for (Resource below : api.all(RestPart.RESOURCE)) {
                if (Objects.requireNonNull(below.path()).startsWith(gone.path() + "/")) {
                    api.remove(RestPart.RESOURCE, Objects.requireNonNull(below.id()));
                }
            }
            api.remove(RestPart.RESOURCE, id);
            return true;
        });
        apis.accepted(call, "DeleteResource", apiId, id);
        return DeleteResourceResponse.builder().build();
    }
}
