package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.Concurrency;
import dev.weir.api.lambda.CreateFunctionRequest;
import dev.weir.api.lambda.DeleteFunctionRequest;
import dev.weir.api.lambda.DeleteFunctionResponse;
import dev.weir.api.lambda.FunctionCode;
import dev.weir.api.lambda.FunctionCodeLocation;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.GetFunctionConfigurationRequest;
import dev.weir.api.lambda.GetFunctionRequest;
import dev.weir.api.lambda.GetFunctionResponse;
import dev.weir.api.lambda.ListFunctionsRequest;
import dev.weir.api.lambda.ListFunctionsResponse;
import dev.weir.api.lambda.UpdateFunctionCodeRequest;
import dev.weir.api.lambda.UpdateFunctionConfigurationRequest;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionMeta;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.UrlRecord;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions: created, changed, read and deleted. */
public final class FunctionOperations {
    private static final int PAGE = 1000;

    private final Context context;
    private final VersionOperations versions;

    public FunctionOperations(Context context, VersionOperations versions) {
        this.context = context;
        this.versions = versions;
    }

    public FunctionConfiguration create(Call call, CreateFunctionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        FunctionCode code = in.code() == null ? FunctionCode.builder().build() : in.code();
        if (code.imageUri() != null) {
            throw LambdaErrors.unsupported("container images (PackageType Image)");
        }
        CodeInput archive = CodeInput.of(
                context, call.scope(), code.zipFile(), code.s3Bucket(), code.s3Key(), code.s3ObjectVersion());
        FunctionConfiguration created = context.kernel().store().write(tx -> {
            if (LambdaState.meta(tx, name.scope(), name.name()) != null) {
                throw LambdaErrors.functionExists(name.name());
            }
            FunctionConfiguration configuration =
                    Configurations.create(context, tx, in, name.name(), name.arn(null), archive);
            LambdaState.putMeta(
                    tx,
                    name.scope(),
                    name.name(),
                    new FunctionMeta(0, in.tags() == null ? Map.of() : in.tags(), null, null));
            FunctionRecord latest = new FunctionRecord(configuration, archive.sha256());
            LambdaState.putFunction(tx, name.scope(), latest);
            context.code().keep(tx, archive.sha256(), archive.bytes());
            return Boolean.TRUE.equals(in.publish()) ? versions.publish(tx, name, latest, null) : configuration;
        });
        context.changed(call, "CreateFunction", name.arn(null));
        return created.toBuilder()
                .state("Pending")
                .stateReason("The function is being created.")
                .stateReasonCode("Creating")
                .lastUpdateStatus(null)
                .build();
    }

    public FunctionConfiguration updateCode(Call call, UpdateFunctionCodeRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        if (in.imageUri() != null) {
            throw LambdaErrors.unsupported("container images (ImageUri)");
        }
        if (in.publishTo() != null) {
            throw LambdaErrors.unsupported("PublishTo");
        }
        if (in.sourceKMSKeyArn() != null) {
            throw LambdaErrors.unsupported("SourceKMSKeyArn");
        }
        context.kernel().store().read(tx -> Context.meta(tx, name));
        CodeInput archive =
                CodeInput.of(context, call.scope(), in.zipFile(), in.s3Bucket(), in.s3Key(), in.s3ObjectVersion());
        FunctionConfiguration updated = context.kernel().store().write(tx -> {
            FunctionRecord latest = latest(tx, name);
            Context.requireRevision(in.revisionId(), latest.revision());
            FunctionConfiguration.Builder fresh = latest.configuration().toBuilder()
                    .codeSize((long) archive.bytes().length)
                    .codeSha256(archive.base64())
                    .lastModified(context.timestamp())
                    .revisionId(context.kernel().ids().uuid());
            if (in.architectures() != null) {
                fresh.architectures(in.architectures());
            }
            FunctionRecord changed = new FunctionRecord(fresh.build(), archive.sha256());
            if (!Boolean.TRUE.equals(in.dryRun())) {
                context.code().keep(tx, archive.sha256(), archive.bytes());
                context.code().drop(tx, latest.code());
                LambdaState.putFunction(tx, name.scope(), changed);
                if (Boolean.TRUE.equals(in.publish())) {
                    return versions.publish(tx, name, changed, null);
                }
            }
            return changed.configuration();
        });
        if (!Boolean.TRUE.equals(in.dryRun())) {
            context.changed(call, "UpdateFunctionCode", name.arn(null));
            context.functions().retire(name.scope(), name.name());
        }
        return updating(updated);
    }

    public FunctionConfiguration updateConfiguration(Call call, UpdateFunctionConfigurationRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        FunctionConfiguration updated = context.kernel().store().write(tx -> {
            FunctionRecord latest = latest(tx, name);
            Context.requireRevision(in.revisionId(), latest.revision());
            FunctionConfiguration fresh = Configurations.update(context, tx, latest.configuration(), in);
            LambdaState.putFunction(tx, name.scope(), new FunctionRecord(fresh, latest.code()));
            return fresh;
        });
        context.changed(call, "UpdateFunctionConfiguration", name.arn(null));
        context.functions().retire(name.scope(), name.name());
        return updating(updated);
    }

    public GetFunctionResponse get(Call call, GetFunctionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        return context.kernel().store().read(tx -> {
            FunctionMeta meta = Context.meta(tx, name);
            FunctionRecord function = Context.version(tx, name);
            Integer reserved = meta.reserved();
            return GetFunctionResponse.builder()
                    .configuration(answered(function, name))
                    .code(FunctionCodeLocation.builder()
                            .repositoryType("S3")
                            .location("http://" + call.authority() + "/_aws/lambda/code/" + function.code() + ".zip")
                            .build())
                    .tags(meta.tags().isEmpty() ? null : meta.tags())
                    .concurrency(
                            reserved == null
                                    ? null
                                    : Concurrency.builder()
                                            .reservedConcurrentExecutions(reserved)
                                            .build())
                    .build();
        });
    }

    public FunctionConfiguration getConfiguration(Call call, GetFunctionConfigurationRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        return context.kernel().store().read(tx -> answered(Context.version(tx, name), name));
    }

    public DeleteFunctionResponse delete(Call call, DeleteFunctionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), in.qualifier());
        if (name.qualifier() != null) {
            if (name.version() <= 0) {
                throw LambdaErrors.invalid("$LATEST version cannot be deleted without deleting the function.");
            }
            versions.delete(name);
        } else {
            context.kernel().store().write(tx -> {
                Context.meta(tx, name);
                deleteAll(tx, name);
                return null;
            });
        }
        context.changed(call, "DeleteFunction", name.arn());
        context.functions().retire(name.scope(), name.name());
        return DeleteFunctionResponse.builder().statusCode(204).build();
    }

    public ListFunctionsResponse list(Call call, ListFunctionsRequest in) {
        int size = Pages.size(in.maxItems());
        boolean all = "ALL".equals(in.functionVersion());
        Scope scope = call.scope();
        return context.kernel().store().read(tx -> {
            Pages<String> names =
                    Pages.cut(LambdaState.names(tx, scope, Pages.key(in.marker()), size + 1), size, name -> name);
            List<FunctionConfiguration> functions = new ArrayList<>();
            for (String name : names.elements()) {
                for (FunctionRecord function : LambdaState.versions(tx, scope, name, 0, all ? PAGE : 1)) {
                    functions.add(listed(function));
                }
            }
            return ListFunctionsResponse.builder()
                    .functions(functions)
                    .nextMarker(names.nextMarker())
                    .build();
        });
    }

    /** A configuration in lists, which do not say states. */
    static FunctionConfiguration listed(FunctionRecord function) {
        return function.configuration().toBuilder()
                .state(null)
                .lastUpdateStatus(null)
                .build();
    }

    private void deleteAll(WriteTx tx, FunctionName name) {
        long from = 0;
        while (true) {
            List<FunctionRecord> some = LambdaState.versions(tx, name.scope(), name.name(), from, PAGE);
            some.forEach(version -> context.code().drop(tx, version.code()));
            if (some.size() < PAGE) {
                break;
            }
            from = some.getLast().number() + 1;
        }
        for (UrlRecord url : LambdaState.urls(tx, name.scope(), name.name(), PAGE)) {
            LambdaState.deleteUrl(tx, url);
        }
        LambdaState.deleteFunction(tx, name.scope(), name.name());
    }

    private static FunctionRecord latest(WriteTx tx, FunctionName name) {
        FunctionRecord latest = LambdaState.function(tx, name.scope(), name.name(), 0);
        if (latest == null) {
            throw LambdaErrors.functionNotFound(name.arn());
        }
        return latest;
    }

    /** The ARN is answered with the qualifier that was asked for. */
    private static FunctionConfiguration answered(FunctionRecord function, FunctionName name) {
        return function.configuration().toBuilder().functionArn(name.arn()).build();
    }

    private static FunctionConfiguration updating(FunctionConfiguration configuration) {
        return configuration.toBuilder()
                .lastUpdateStatus("InProgress")
                .lastUpdateStatusReason("The function is being created.")
                .lastUpdateStatusReasonCode("Creating")
                .build();
    }
}
