package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.ListVersionsByFunctionRequest;
import dev.weir.api.lambda.ListVersionsByFunctionResponse;
import dev.weir.api.lambda.PublishVersionRequest;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionMeta;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.shapes.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published versions. Source: AWS Lambda Developer Guide, "Manage Lambda function versions". */
public final class VersionOperations {
    private final Context context;

    public VersionOperations(Context context) {
        this.context = context;
    }

    public FunctionConfiguration publish(Call call, PublishVersionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        if (in.publishTo() != null) {
            throw LambdaErrors.unsupported("PublishTo");
        }
        FunctionConfiguration published = context.kernel().store().write(tx -> {
            FunctionRecord latest = LambdaState.function(tx, name.scope(), name.name(), 0);
            if (latest == null) {
                throw LambdaErrors.functionNotFound(name.arn());
            }
            Context.requireRevision(in.revisionId(), latest.revision());
            String sha = latest.configuration().codeSha256();
            if (in.codeSha256() != null
                    && !in.codeSha256().isEmpty()
                    && !in.codeSha256().equals(sha)) {
                throw LambdaErrors.invalid("CodeSHA256 (" + in.codeSha256()
                        + ") is different from current CodeSHA256 in $LATEST (" + sha
                        + "). Please try again with the CodeSHA256 in $LATEST.");
            }
            return publish(tx, name, latest, in.description());
        });
        context.changed(call, "PublishVersion", String.valueOf(published.functionArn()));
        return published;
    }

    /** Publishes {@code $LATEST}, unless the newest version is the same already. */
    FunctionConfiguration publish(WriteTx tx, FunctionName name, FunctionRecord latest, @Nullable String description) {
        FunctionRecord newest = LambdaState.newestVersion(tx, name.scope(), name.name());
        if (newest != null && newest.publishedFrom().equals(latest.revision())) {
            return newest.configuration();
        }
        FunctionMeta meta = Context.meta(tx, name);
        long number = meta.lastVersion() + 1;
        FunctionConfiguration.Builder copy = latest.configuration().toBuilder()
                .functionArn(name.arn(Long.toString(number)))
                .version(Long.toString(number))
                .revisionId(context.kernel().ids().uuid());
        if (description != null && !description.isEmpty()) {
            copy.description(description);
        }
        FunctionRecord version = new FunctionRecord(copy.build(), number, latest.code(), latest.revision());
        LambdaState.putFunction(tx, name.scope(), version);
        LambdaState.putMeta(tx, name.scope(), name.name(), meta.withLastVersion(number));
        context.code().share(tx, latest.code());
        return version.configuration();
    }

    /** Deletes one published version. */
    void delete(FunctionName name) {
        context.kernel().store().write(tx -> {
            Context.meta(tx, name);
            FunctionRecord version = LambdaState.function(tx, name.scope(), name.name(), name.version());
            if (version == null) {
                return null;
            }
            String after = "";
            while (true) {
                var aliases = LambdaState.aliases(tx, name.scope(), name.name(), after, 100);
                for (var alias : aliases) {
                    if (version.version().equals(alias.functionVersion())) {
                        throw LambdaErrors.conflict("Version '" + version.version()
                                + "' currently in use by alias '" + alias.name() + "'. Please remove version from alias"
                                + " before deleting it.");
                    }
                }
                if (aliases.size() < 100) {
                    break;
                }
                after = String.valueOf(aliases.getLast().name());
            }
            context.code().drop(tx, version.code());
            LambdaState.deleteVersion(tx, name.scope(), name.name(), name.version());
            return null;
        });
    }

    public ListVersionsByFunctionResponse list(Call call, ListVersionsByFunctionRequest in) {
        FunctionName name = FunctionName.parse(call.scope(), in.functionName(), null);
        int size = Pages.size(in.maxItems());
        String key = Pages.key(in.marker());
        return context.kernel().store().read(tx -> {
            Context.meta(tx, name);
            long from = key.isEmpty() ? 0 : Long.parseLong(key) + 1;
            Pages<FunctionRecord> page = Pages.cut(
                    LambdaState.versions(tx, name.scope(), name.name(), from, size + 1),
                    size,
                    version -> Long.toString(version.number()));
            List<FunctionConfiguration> versions = page.elements().stream()
                    .map(version -> FunctionOperations.listed(version).toBuilder()
                            .functionArn(name.arn(version.version()))
                            .build())
                    .toList();
            return ListVersionsByFunctionResponse.builder()
                    .versions(versions)
                    .nextMarker(page.nextMarker())
                    .build();
        });
    }
}
