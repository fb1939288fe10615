package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.AccountLimit;
import dev.weir.api.lambda.AccountUsage;
import dev.weir.api.lambda.Concurrency;
import dev.weir.api.lambda.DeleteFunctionConcurrencyRequest;
import dev.weir.api.lambda.DeleteFunctionConcurrencyResponse;
import dev.weir.api.lambda.GetAccountSettingsRequest;
import dev.weir.api.lambda.GetAccountSettingsResponse;
import dev.weir.api.lambda.GetFunctionConcurrencyRequest;
import dev.weir.api.lambda.GetFunctionConcurrencyResponse;
import dev.weir.api.lambda.GetFunctionRecursionConfigRequest;
import dev.weir.api.lambda.GetFunctionRecursionConfigResponse;
import dev.weir.api.lambda.ListTagsRequest;
import dev.weir.api.lambda.ListTagsResponse;
import dev.weir.api.lambda.PutFunctionConcurrencyRequest;
import dev.weir.api.lambda.TagResourceRequest;
import dev.weir.api.lambda.TagResourceResponse;
import dev.weir.api.lambda.UntagResourceRequest;
import dev.weir.api.lambda.UntagResourceResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionMeta;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reserved concurrency, tags and the account's settings. */
public final class SettingOperations {
    private static final int UNRESERVED_AT_LEAST = 100;
    private static final int LIMIT = dev.weir.services.lambda.background.Concurrency.ACCOUNT_LIMIT;
    private static final int PAGE = 1000;

    private final Context context;

    public SettingOperations(Context context) {
        this.context = context;
    }

    public Concurrency putConcurrency(Call call, PutFunctionConcurrencyRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        int wanted = in.reservedConcurrentExecutions() == null ? 0 : in.reservedConcurrentExecutions();
        context.kernel().store().write(tx -> {
            FunctionMeta meta = Context.meta(tx, name);
            int others = totals(tx, name.scope()).reserved() - (meta.reserved() == null ? 0 : meta.reserved());
            if (LIMIT - others - wanted < UNRESERVED_AT_LEAST) {
                throw LambdaErrors.invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                        + " UnreservedConcurrentExecution below its minimum value of [" + UNRESERVED_AT_LEAST + "].");
            }
            LambdaState.putMeta(tx, name.scope(), name.name(), meta.withReserved(wanted));
            return null;
        });
        context.changed(call, "PutFunctionConcurrency", name.arn(null));
        return Concurrency.builder().reservedConcurrentExecutions(wanted).build();
    }

    public GetFunctionConcurrencyResponse getConcurrency(Call call, GetFunctionConcurrencyRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        FunctionMeta meta = context.kernel().store().read(tx -> Context.meta(tx, name));
        return GetFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(meta.reserved())
                .build();
    }

    public DeleteFunctionConcurrencyResponse deleteConcurrency(Call call, DeleteFunctionConcurrencyRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        context.kernel().store().write(tx -> {
            LambdaState.putMeta(
                    tx, name.scope(), name.name(), Context.meta(tx, name).withReserved(null));
            return null;
        });
        context.changed(call, "DeleteFunctionConcurrency", name.arn(null));
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    public GetAccountSettingsResponse account(Call call, GetAccountSettingsRequest in) {
        Totals totals = context.kernel().store().read(tx -> totals(tx, call.scope()));
        return GetAccountSettingsResponse.builder()
                .accountLimit(AccountLimit.builder()
                        .totalCodeSize(80530636800L)
                        .codeSizeUnzipped(262144000L)
                        .codeSizeZipped(52428800L)
                        .concurrentExecutions(LIMIT)
                        .unreservedConcurrentExecutions(LIMIT - totals.reserved())
                        .build())
                .accountUsage(AccountUsage.builder()
                        .totalCodeSize(totals.codeSize())
                        .functionCount(totals.functions())
                        .build())
                .build();
    }

    public GetFunctionRecursionConfigResponse recursion(Call call, GetFunctionRecursionConfigRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        FunctionMeta meta = context.kernel().store().read(tx -> Context.meta(tx, name));
        return GetFunctionRecursionConfigResponse.builder()
                .recursiveLoop(meta.recursiveLoop() == null ? "Terminate" : meta.recursiveLoop())
                .build();
    }

    public ListTagsResponse tags(Call call, ListTagsRequest in) {
        Arn arn = Arn.parse(String.valueOf(in.resource()));
        Map<String, String> tags = context.kernel().store().read(tx -> {
            MappingRecord mapping = mapping(tx, arn);
            return mapping != null
                    ? mapping.tags()
                    : Context.meta(tx, function(arn)).tags();
        });
        return ListTagsResponse.builder().tags(tags).build();
    }

    public TagResourceResponse tag(Call call, TagResourceRequest in) {
        Map<String, String> more = in.tags() == null ? Map.of() : in.tags();
        change(call, "TagResource", in.resource(), tags -> {
            Map<String, String> all = new TreeMap<>(tags);
            all.putAll(more);
            return all;
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest in) {
        List<String> keys = in.tagKeys() == null ? List.of() : in.tagKeys();
        change(call, "UntagResource", in.resource(), tags -> {
            Map<String, String> all = new TreeMap<>(tags);
            keys.forEach(all::remove);
            return all;
        });
        return UntagResourceResponse.builder().build();
    }

    private void change(
            Call call, String operation, @Nullable String resource, UnaryOperator<Map<String, String>> change) {
        Arn arn = Arn.parse(String.valueOf(resource));
        context.kernel().store().write(tx -> {
            MappingRecord mapping = mapping(tx, arn);
            if (mapping != null) {
                Mappings.put(
                        tx,
                        new MappingRecord(
                                mapping.scope(),
                                mapping.configuration(),
                                mapping.created(),
                                change.apply(mapping.tags())));
                return null;
            }
            FunctionName name = function(arn);
            FunctionMeta meta = Context.meta(tx, name);
            LambdaState.putMeta(tx, name.scope(), name.name(), meta.withTags(change.apply(meta.tags())));
            return null;
        });
        context.changed(call, operation, arn.toString());
    }

    private static @Nullable MappingRecord mapping(ReadTx tx, Arn arn) {
        if (!arn.resource().startsWith("event-source-mapping:")) {
            return null;
        }
        String id = arn.resource().substring("event-source-mapping:".length());
        MappingRecord mapping = Mappings.get(tx, arn.scope(), id);
        if (mapping == null) {
            throw LambdaErrors.notFound("The resource you requested does not exist.");
        }
        return mapping;
    }

    private static FunctionName function(Arn arn) {
        FunctionName name = FunctionName.parse(arn.scope(), arn.toString(), null);
        if (name.qualifier() != null) {
            throw LambdaErrors.invalid(
                    "Tags on function aliases and versions are not supported. Please specify a function ARN.");
        }
        return name;
    }

    private record Totals(int reserved, long codeSize, long functions) {}

    private static Totals totals(ReadTx tx, Scope scope) {
        int reserved = 0;
        long codeSize = 0;
        long functions = 0;
        String after = "";
        while (true) {
            List<String> names = LambdaState.names(tx, scope, after, PAGE);
            for (String name : names) {
                FunctionMeta meta = LambdaState.meta(tx, scope, name);
                reserved += meta == null || meta.reserved() == null ? 0 : meta.reserved();
                for (FunctionRecord version : LambdaState.versions(tx, scope, name, 0, PAGE)) {
                    Long size = version.configuration().codeSize();
                    codeSize += size == null ? 0 : size;
                }
                functions++;
            }
            if (names.size() < PAGE) {
                return new Totals(reserved, codeSize, functions);
            }
            after = names.getLast();
        }
    }
}
