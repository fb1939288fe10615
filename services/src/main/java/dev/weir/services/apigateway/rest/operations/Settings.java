package dev.weir.services.apigateway.rest.operations;

import dev.weir.api.apigateway.*;
import dev.weir.services.apigateway.rest.domain.ApiGatewayErrors;
import dev.weir.services.apigateway.rest.state.AccountStore;
import dev.weir.services.apigateway.rest.state.RestPart;
import dev.weir.services.apigateway.state.ApiStore;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tags of APIs and stages, and the account's settings. */
public final class Settings {
    private static final String APIS = "/restapis/";

    private final ApiStore<RestApi> store;
    private final AccountStore accounts;
    private final Stages stages;

    public Settings(ApiStore<RestApi> store, AccountStore accounts, Stages stages) {
        this.store = store;
        this.accounts = accounts;
        this.stages = stages;
    }

    public Account account(Call call) {
        return accounts.get(call.scope());
    }

    public Account updateAccount(Call call, UpdateAccountRequest input) {
        return accounts.change(call.scope(), account -> {
            Account changed = account;
            for (PatchOperation patch :
                    Objects.requireNonNullElse(input.patchOperations(), List.<PatchOperation>of())) {
                if (!"/cloudwatchRoleArn".equals(patch.path())) {
                    throw ApiGatewayErrors.badPatchPath(String.valueOf(patch.path()));
                }
                changed = changed.toBuilder().cloudwatchRoleArn(patch.value()).build();
            }
            return changed;
        });
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
            throw ApiGatewayErrors.noArn(arn);
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
            Stage unused = stages.change(call, "TagResource", named.api(), stage, known -> known.toBuilder()
                    .tags(how.apply(known.tags() == null ? Map.of() : known.tags()))
                    .build());
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

    public Tags tags(Call call, GetTagsRequest input) {
        Named named = Named.parse(Objects.requireNonNull(input.resourceArn()));
        String stage = named.stage();
        Map<String, String> tags = store.read(
                call.scope(),
                named.api(),
                api -> Objects.requireNonNullElse(
                        stage == null
                                ? api.api().tags()
                                : api.get(RestPart.STAGE, stage).tags(),
                        Map.<String, String>of()));
        return Tags.builder().tags(tags).build();
    }
}
