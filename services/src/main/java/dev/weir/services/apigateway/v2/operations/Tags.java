package dev.weir.services.apigateway.v2.operations;

import dev.weir.api.apigatewayv2.*;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.services.apigateway.v2.domain.ApiGatewayV2Errors;
import dev.weir.services.apigateway.v2.state.HttpPart;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tags of APIs and their stages. */
public final class Tags {
    private static final String APIS = "/apis/";

    private final ApiStore<Api> store;
    private final Stages stages;

    public Tags(ApiStore<Api> store, Stages stages) {
        this.store = store;
        this.stages = stages;
    }

    /** @param stage null where the API itself is meant */
    private record Named(String api, @Nullable String stage) {
        static Named parse(String arn) {
            int at = arn.indexOf(APIS);
            String[] parts =
                    at < 0 ? new String[0] : arn.substring(at + APIS.length()).split("/", -1);
            if (parts.length == 1) {
                return new Named(parts[0], null);
            }
            if (parts.length == 3 && parts[1].equals("stages")) {
                return new Named(parts[0], parts[2]);
            }
            throw ApiGatewayV2Errors.noResource(arn);
        }
    }

    public TagResourceResponse tag(Call call, TagResourceRequest input) {
        change(call, Objects.requireNonNull(input.resourceArn()), tags -> {
            Map<String, String> changed = new LinkedHashMap<>(tags);
            changed.putAll(input.tags() == null ? Map.of() : input.tags());
            return changed;
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest input) {
        change(call, Objects.requireNonNull(input.resourceArn()), tags -> {
            Map<String, String> changed = new LinkedHashMap<>(tags);
            changed.keySet().removeAll(Objects.requireNonNullElse(input.tagKeys(), List.of()));
            return changed;
        });
        return UntagResourceResponse.builder().build();
    }

    private void change(Call call, String arn, UnaryOperator<Map<String, String>> how) {
        Named named = Named.parse(arn);
        String stage = named.stage();
        if (stage != null) {
            stages.tag(call, named.api(), stage, how);
            return;
        }
        Boolean unused = store.write(call.scope(), named.api(), api -> {
            Map<String, String> tags = api.api().tags();
            api.put(api.api().toBuilder()
                    .tags(how.apply(tags == null ? Map.of() : tags))
                    .build());
            return true;
        });
    }

    public GetTagsResponse get(Call call, GetTagsRequest input) {
        Named named = Named.parse(Objects.requireNonNull(input.resourceArn()));
        String stage = named.stage();
        Map<String, String> tags = store.read(
                call.scope(),
                named.api(),
                api -> Objects.requireNonNullElse(
                        stage == null
                                ? api.api().tags()
                                : api.get(HttpPart.STAGE, stage).tags(),
                        Map.of()));
        return GetTagsResponse.builder().tags(tags).build();
    }
}
