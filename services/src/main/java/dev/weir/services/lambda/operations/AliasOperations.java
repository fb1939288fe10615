package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.AliasConfiguration;
import dev.weir.api.lambda.AliasRoutingConfiguration;
import dev.weir.api.lambda.CreateAliasRequest;
import dev.weir.api.lambda.DeleteAliasRequest;
import dev.weir.api.lambda.DeleteAliasResponse;
import dev.weir.api.lambda.GetAliasRequest;
import dev.weir.api.lambda.ListAliasesRequest;
import dev.weir.api.lambda.ListAliasesResponse;
import dev.weir.api.lambda.UpdateAliasRequest;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aliases. Source: AWS Lambda Developer Guide, "Create an alias for a Lambda function". */
public final class AliasOperations {
    private final Context context;

    public AliasOperations(Context context) {
        this.context = context;
    }

    public AliasConfiguration create(Call call, CreateAliasRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        String alias = String.valueOf(in.name());
        AliasConfiguration created = context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            if (LambdaState.alias(tx, name.scope(), name.name(), alias) != null) {
                throw LambdaErrors.aliasExists(name.arn(alias));
            }
            AliasConfiguration fresh = AliasConfiguration.builder()
                    .aliasArn(name.arn(alias))
                    .name(alias)
                    .functionVersion(in.functionVersion())
                    .description(in.description() == null ? "" : in.description())
                    .routingConfig(routing(tx, name, in.functionVersion(), in.routingConfig()))
                    .revisionId(context.kernel().ids().uuid())
                    .build();
            LambdaState.putAlias(tx, name.scope(), name.name(), alias, fresh);
            return fresh;
        });
        context.changed(call, "CreateAlias", name.arn(alias));
        return created;
    }

    public AliasConfiguration get(Call call, GetAliasRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        return context.kernel().store().read(tx -> existing(tx, name, String.valueOf(in.name())));
    }

    public AliasConfiguration update(Call call, UpdateAliasRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        String alias = String.valueOf(in.name());
        AliasConfiguration updated = context.kernel().store().write(tx -> {
            AliasConfiguration now = existing(tx, name, alias);
            Context.requireRevision(in.revisionId(), now.revisionId());
            String version = in.functionVersion() == null ? now.functionVersion() : in.functionVersion();
            AliasConfiguration.Builder fresh = now.toBuilder()
                    .functionVersion(version)
                    .routingConfig(routing(
                            tx, name, version, in.routingConfig() == null ? now.routingConfig() : in.routingConfig()))
                    .revisionId(context.kernel().ids().uuid());
            if (in.description() != null) {
                fresh.description(in.description());
            }
            AliasConfiguration changed = fresh.build();
            LambdaState.putAlias(tx, name.scope(), name.name(), alias, changed);
            return changed;
        });
        context.changed(call, "UpdateAlias", name.arn(alias));
        return updated;
    }

    public DeleteAliasResponse delete(Call call, DeleteAliasRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        String alias = String.valueOf(in.name());
        context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            LambdaState.deleteAlias(tx, name.scope(), name.name(), alias);
            return null;
        });
        context.changed(call, "DeleteAlias", name.arn(alias));
        return DeleteAliasResponse.builder().build();
    }

    public ListAliasesResponse list(Call call, ListAliasesRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        int size = Pages.size(in.maxItems());
        return context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            List<AliasConfiguration> found = new ArrayList<>();
            String after = Pages.key(in.marker());
            while (found.size() <= size) {
                List<AliasConfiguration> some = LambdaState.aliases(tx, name.scope(), name.name(), after, size + 1);
                some.stream()
                        .filter(alias -> in.functionVersion() == null
                                || in.functionVersion().equals(alias.functionVersion()))
                        .forEach(found::add);
                if (some.size() <= size) {
                    break;
                }
                after = String.valueOf(some.getLast().name());
            }
            Pages<AliasConfiguration> page = Pages.cut(found, size, alias -> String.valueOf(alias.name()));
            return ListAliasesResponse.builder()
                    .aliases(page.elements())
                    .nextMarker(page.nextMarker())
                    .build();
        });
    }

    private static AliasConfiguration existing(ReadTx tx, FunctionName name, String alias) {
        Context.meta(tx, name);
        AliasConfiguration found = LambdaState.alias(tx, name.scope(), name.name(), alias);
        if (found == null) {
            throw LambdaErrors.aliasNotFound(name.arn(alias));
        }
        return found;
    }

    private static @Nullable AliasRoutingConfiguration routing(
            ReadTx tx, FunctionName name, @Nullable String version, @Nullable AliasRoutingConfiguration routing) {
        requireVersion(tx, name, String.valueOf(version));
        Map<String, Double> weights = routing == null ? null : routing.additionalVersionWeights();
        if (weights == null || weights.isEmpty()) {
            return null;
        }
        if (weights.size() > 1) {
            throw LambdaErrors.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        Map.Entry<String, Double> other = weights.entrySet().iterator().next();
        if (other.getKey().equals("$LATEST") || "$LATEST".equals(version)) {
            throw LambdaErrors.invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        if (other.getKey().equals(version)) {
            throw LambdaErrors.invalid("Invalid function version " + version + ". Function version " + version
                    + " is already included in routing configuration.");
        }
        if (other.getValue() < 0 || other.getValue() > 1) {
            throw LambdaErrors.invalid(
                    "Value " + other.getValue() + " at 'routingConfig.additionalVersionWeights' failed"
                            + " to satisfy constraint: Member must be between 0.0 and 1.0");
        }
        requireVersion(tx, name, other.getKey());
        return routing;
    }

    private static void requireVersion(ReadTx tx, FunctionName name, String version) {
        boolean known = version.equals("$LATEST")
                || FunctionName.isVersion(version)
                        && LambdaState.function(tx, name.scope(), name.name(), Long.parseLong(version)) != null;
        if (!known) {
            throw LambdaErrors.functionNotFound(name.arn(version));
        }
    }
}
