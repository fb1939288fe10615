package dev.weir.services.apigateway.rest.plane;

import dev.weir.api.apigateway.Authorizer;
import dev.weir.api.apigateway.Method;
import dev.weir.api.apigateway.MethodSetting;
import dev.weir.api.apigateway.Resource;
import dev.weir.api.apigateway.RestApi;
import dev.weir.api.apigateway.Stage;
import dev.weir.kernel.Scope;
import dev.weir.services.apigateway.proxy.RouteTable;
import dev.weir.services.apigateway.rest.domain.MethodRules;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.rest.state.Snapshot;
import dev.weir.services.apigateway.state.ApiReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An API with its stages, ready to serve; made again after each change. */
record LiveRestApi(Scope scope, RestApi api, Map<String, LiveStage> stages) {
    /** What a stage serves: its deployment. */
    record LiveStage(
            Stage stage,
            RouteTable<List<Resource>> resources,
            List<String> binaryMediaTypes,
            Map<String, Authorizer> authorizers) {
        /**
         * What takes a request: the most specific resource that has methods. Where that has none for the request,
         * nothing does. A slash at the end of the path makes no difference.
         */
        @Nullable
        Taken take(String verb, String given) {
            String path = given.length() > 1 && given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
            RouteTable.Match<List<Resource>> match =
                    resources.find(path, any -> !any.isEmpty()).orElse(null);
            if (match == null) {
                return null;
            }
            Resource resource = match.value().getFirst();
            Map<String, Method> methods = Objects.requireNonNull(resource.resourceMethods());
            Method method = methods.containsKey(verb) ? methods.get(verb) : methods.get(MethodRules.ANY);
            return method == null ? null : new Taken(resource, method, match.parameters());
        }

        /** Who judges the method's callers; null where anybody may call. */
        @Nullable
        Authorizer authorizer(Method method) {
            String id = "CUSTOM".equals(method.authorizationType()) ? method.authorizerId() : null;
            return id == null ? null : Objects.requireNonNull(authorizers.get(id), "the authorizer of a method");
        }

        /** The method's own settings, else the stage's; null where neither has any. */
        @Nullable
        MethodSetting setting(String resourcePath, String verb) {
            Map<String, MethodSetting> settings = stage.methodSettings();
            if (settings == null || settings.isEmpty()) {
                return null;
            }
            String escaped = resourcePath.replace("/", "~1");
            MethodSetting own = settings.get(escaped + "/" + verb);
            if (own == null && escaped.length() > 2) {
                own = settings.get(escaped.substring(2) + "/" + verb);
            }
            return own == null ? settings.get("*/*") : own;
        }

        Map<String, String> variables() {
            Map<String, String> variables = stage.variables();
            return variables == null ? Map.of() : variables;
        }
    }

    record Taken(Resource resource, Method method, Map<String, String> parameters) {}

    static LiveRestApi load(ApiReader<RestApi> reader) {
        Map<String, LiveStage> stages = new HashMap<>();
        for (Stage stage : reader.all(RestPart.STAGE)) {
            Snapshot served = reader.get(RestPart.SNAPSHOT, Objects.requireNonNull(stage.deploymentId()));
            RouteTable<List<Resource>> resources = new RouteTable<>();
            for (Resource resource : served.resources()) {
                Map<String, Method> methods = resource.resourceMethods();
                if (methods != null && !methods.isEmpty()) {
                    resources
                            .at(Objects.requireNonNull(resource.path()), () -> new ArrayList<>(1))
                            .add(resource);
                }
            }
            Map<String, Authorizer> authorizers = new HashMap<>();
            for (Authorizer authorizer : Objects.requireNonNullElse(served.authorizers(), List.<Authorizer>of())) {
                authorizers.put(Objects.requireNonNull(authorizer.id()), authorizer);
            }
            stages.put(
                    Objects.requireNonNull(stage.stageName()),
                    new LiveStage(stage, resources, served.binaryMediaTypes(), authorizers));
        }
        return new LiveRestApi(reader.scope(), reader.api(), stages);
    }
}
