package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.AddLayerVersionPermissionRequest;
import dev.weir.api.lambda.AddLayerVersionPermissionResponse;
import dev.weir.api.lambda.DeleteLayerVersionRequest;
import dev.weir.api.lambda.DeleteLayerVersionResponse;
import dev.weir.api.lambda.GetLayerVersionByArnRequest;
import dev.weir.api.lambda.GetLayerVersionPolicyRequest;
import dev.weir.api.lambda.GetLayerVersionPolicyResponse;
import dev.weir.api.lambda.GetLayerVersionRequest;
import dev.weir.api.lambda.GetLayerVersionResponse;
import dev.weir.api.lambda.LayerVersionContentInput;
import dev.weir.api.lambda.LayerVersionContentOutput;
import dev.weir.api.lambda.LayerVersionsListItem;
import dev.weir.api.lambda.LayersListItem;
import dev.weir.api.lambda.ListLayerVersionsRequest;
import dev.weir.api.lambda.ListLayerVersionsResponse;
import dev.weir.api.lambda.ListLayersRequest;
import dev.weir.api.lambda.ListLayersResponse;
import dev.weir.api.lambda.PublishLayerVersionRequest;
import dev.weir.api.lambda.PublishLayerVersionResponse;
import dev.weir.api.lambda.RemoveLayerVersionPermissionRequest;
import dev.weir.api.lambda.RemoveLayerVersionPermissionResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.LambdaState;
import dev.weir.services.lambda.state.Layers;
import dev.weir.services.lambda.state.Layers.LayerRecord;
import dev.weir.services.lambda.state.Policy;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Layers. Source: AWS Lambda Developer Guide, "Managing Lambda dependencies with layers". */
public final class LayerOperations {
    private final Context context;

    public LayerOperations(Context context) {
        this.context = context;
    }

    public PublishLayerVersionResponse publish(Call call, PublishLayerVersionRequest in) {
        Place place = place(call.scope(), in.layerName());
        LayerVersionContentInput content =
                in.content() == null ? LayerVersionContentInput.builder().build() : in.content();
        CodeInput archive = CodeInput.of(
                context,
                call.scope(),
                content.zipFile(),
                content.s3Bucket(),
                content.s3Key(),
                content.s3ObjectVersion());
        LayerRecord layer = context.kernel().store().write(tx -> {
            LayerRecord fresh = new LayerRecord(
                    place.name(),
                    Layers.nextVersion(tx, place.scope(), place.name()),
                    archive.sha256(),
                    archive.bytes().length,
                    in.description() == null ? "" : in.description(),
                    context.timestamp(),
                    in.compatibleArchitectures(),
                    in.compatibleRuntimes(),
                    in.licenseInfo());
            Layers.put(tx, place.scope(), fresh);
            context.code().keep(tx, archive.sha256(), archive.bytes());
            return fresh;
        });
        context.changed(call, "PublishLayerVersion", place.arn(layer.version()));
        return PublishLayerVersionResponse.builder()
                .content(content(call, layer))
                .layerArn(place.arn())
                .layerVersionArn(place.arn(layer.version()))
                .description(layer.description())
                .createdDate(layer.created())
                .version(layer.version())
                .compatibleArchitectures(layer.architectures())
                .compatibleRuntimes(layer.runtimes())
                .licenseInfo(layer.license())
                .build();
    }

    public GetLayerVersionResponse get(Call call, GetLayerVersionRequest in) {
        return get(call, place(call.scope(), in.layerName()), number(in.versionNumber()));
    }

    public GetLayerVersionResponse getByArn(Call call, GetLayerVersionByArnRequest in) {
        Arn arn = Arn.parse(String.valueOf(in.arn()));
        String[] parts = arn.resource().split(":");
        if (parts.length != 3) {
            throw LambdaErrors.invalid("Invalid layer version arn: " + arn);
        }
        return get(call, new Place(arn.scope(), parts[1]), Long.parseLong(parts[2]));
    }

    public ListLayersResponse list(Call call, ListLayersRequest in) {
        int size = Pages.size(in.maxItems());
        return context.kernel().store().read(tx -> {
            Pages<String> names =
                    Pages.cut(Layers.names(tx, call.scope(), Pages.key(in.marker()), size + 1), size, name -> name);
            List<LayersListItem> items = new ArrayList<>();
            for (String name : names.elements()) {
                Place place = new Place(call.scope(), name);
                for (LayerRecord layer : Layers.versions(tx, call.scope(), name, Long.MAX_VALUE, 1)) {
                    if (fits(layer, in.compatibleRuntime(), in.compatibleArchitecture())) {
                        items.add(LayersListItem.builder()
                                .layerName(name)
                                .layerArn(place.arn())
                                .latestMatchingVersion(item(place, layer))
                                .build());
                    }
                }
            }
            return ListLayersResponse.builder()
                    .layers(items)
                    .nextMarker(names.nextMarker())
                    .build();
        });
    }

    public ListLayerVersionsResponse versions(Call call, ListLayerVersionsRequest in) {
        Place place = place(call.scope(), in.layerName());
        int size = Pages.size(in.maxItems());
        String key = Pages.key(in.marker());
        long below = key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
        return context.kernel().store().read(tx -> {
            Pages<LayerRecord> page = Pages.cut(
                    Layers.versions(tx, place.scope(), place.name(), below, size + 1),
                    size,
                    layer -> Long.toString(layer.version()));
            return ListLayerVersionsResponse.builder()
                    .layerVersions(page.elements().stream()
                            .filter(layer -> fits(layer, in.compatibleRuntime(), in.compatibleArchitecture()))
                            .map(layer -> item(place, layer))
                            .toList())
                    .nextMarker(page.nextMarker())
                    .build();
        });
    }

    public DeleteLayerVersionResponse delete(Call call, DeleteLayerVersionRequest in) {
        Place place = place(call.scope(), in.layerName());
        long version = number(in.versionNumber());
        context.kernel().store().write(tx -> {
            LayerRecord layer = Layers.get(tx, place.scope(), place.name(), version);
            if (layer != null) {
                tx.delete(Layers.key(place.scope(), place.name(), version));
                context.code().drop(tx, layer.code());
            }
            return null;
        });
        context.changed(call, "DeleteLayerVersion", place.arn(version));
        return DeleteLayerVersionResponse.builder().build();
    }

    public AddLayerVersionPermissionResponse addPermission(Call call, AddLayerVersionPermissionRequest in) {
        Place place = place(call.scope(), in.layerName());
        long version = number(in.versionNumber());
        String id = String.valueOf(in.statementId());
        ObjectNode statement = Json.MAPPER.createObjectNode();
        statement.put("Sid", id);
        statement.put("Effect", "Allow");
        String principal = String.valueOf(in.principal());
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement
                    .putObject("Principal")
                    .put("AWS", principal.startsWith("arn:") ? principal : "arn:aws:iam::" + principal + ":root");
        }
        statement.put("Action", in.action());
        statement.put("Resource", place.arn(version));
        if (in.organizationId() != null) {
            statement.putObject("Condition").putObject("StringEquals").put("aws:PrincipalOrgID", in.organizationId());
        }
        String revision = context.kernel().ids().uuid();
        context.kernel().store().write(tx -> {
            require(place, version, Layers.get(tx, place.scope(), place.name(), version));
            Policy policy = LambdaState.policy(tx, place.scope(), place.policy(), Long.toString(version));
            if (policy != null && policy.statements().containsKey(id)) {
                throw LambdaErrors.conflict("The statement id (" + id
                        + ") provided already exists. Please provide a new statement id, or remove the existing"
                        + " statement.");
            }
            Context.requireRevision(in.revisionId(), policy == null ? null : policy.revisionId());
            Policy fresh = (policy == null ? new Policy(revision, Map.of()) : policy).with(revision, id, statement);
            LambdaState.putPolicy(tx, place.scope(), place.policy(), Long.toString(version), fresh);
            return null;
        });
        context.changed(call, "AddLayerVersionPermission", place.arn(version));
        return AddLayerVersionPermissionResponse.builder()
                .statement(statement.toString())
                .revisionId(revision)
                .build();
    }

    public RemoveLayerVersionPermissionResponse removePermission(Call call, RemoveLayerVersionPermissionRequest in) {
        Place place = place(call.scope(), in.layerName());
        long version = number(in.versionNumber());
        String id = String.valueOf(in.statementId());
        String revision = context.kernel().ids().uuid();
        context.kernel().store().write(tx -> {
            Policy policy = LambdaState.policy(tx, place.scope(), place.policy(), Long.toString(version));
            if (policy == null || !policy.statements().containsKey(id)) {
                throw LambdaErrors.notFound("Statement " + id + " is not found in resource policy.");
            }
            Context.requireRevision(in.revisionId(), policy.revisionId());
            LambdaState.putPolicy(
                    tx, place.scope(), place.policy(), Long.toString(version), policy.without(revision, id));
            return null;
        });
        context.changed(call, "RemoveLayerVersionPermission", place.arn(version));
        return RemoveLayerVersionPermissionResponse.builder().build();
    }

    public GetLayerVersionPolicyResponse policy(Call call, GetLayerVersionPolicyRequest in) {
        Place place = place(call.scope(), in.layerName());
        long version = number(in.versionNumber());
        return context.kernel().store().read(tx -> {
            require(place, version, Layers.get(tx, place.scope(), place.name(), version));
            Policy policy = LambdaState.policy(tx, place.scope(), place.policy(), Long.toString(version));
            if (policy == null) {
                throw LambdaErrors.notFound("No policy is associated with the given resource.");
            }
            return GetLayerVersionPolicyResponse.builder()
                    .policy(policy.document())
                    .revisionId(policy.revisionId())
                    .build();
        });
    }

    private GetLayerVersionResponse get(Call call, Place place, long version) {
        LayerRecord layer = require(
                place,
                version,
                context.kernel().store().read(tx -> Layers.get(tx, place.scope(), place.name(), version)));
        return GetLayerVersionResponse.builder()
                .content(content(call, layer))
                .layerArn(place.arn())
                .layerVersionArn(place.arn(version))
                .description(layer.description())
                .createdDate(layer.created())
                .version(version)
                .compatibleArchitectures(layer.architectures())
                .compatibleRuntimes(layer.runtimes())
                .licenseInfo(layer.license())
                .build();
    }

    /** A layer of an account. */
    private record Place(Scope scope, String name) {
        String arn() {
            return scope.arn("lambda", "layer:" + name).toString();
        }

        String arn(long version) {
            return arn() + ":" + version;
        }

        /** Under what its policies lie: no function has such a name. */
        String policy() {
            return "layer:" + name;
        }
    }

    private static Place place(Scope scope, @Nullable String name) {
        String text = String.valueOf(name);
        if (!text.startsWith("arn:")) {
            return new Place(scope, text);
        }
        Arn arn = Arn.parse(text);
        return new Place(arn.scope(), arn.resource().split(":")[1]);
    }

    private static long number(@Nullable Long version) {
        return version == null ? 0 : version;
    }

    private static LayerRecord require(Place place, long version, @Nullable LayerRecord layer) {
        if (layer == null) {
            throw LambdaErrors.notFound("Layer version " + place.arn(version) + " does not exist.");
        }
        return layer;
    }

    private static boolean fits(LayerRecord layer, @Nullable String runtime, @Nullable String architecture) {
        boolean runs =
                runtime == null || layer.runtimes() != null && layer.runtimes().contains(runtime);
        return runs
                && (architecture == null
                        || layer.architectures() != null
                                && layer.architectures().contains(architecture));
    }

    private static LayerVersionsListItem item(Place place, LayerRecord layer) {
        return LayerVersionsListItem.builder()
                .layerVersionArn(place.arn(layer.version()))
                .version(layer.version())
                .description(layer.description())
                .createdDate(layer.created())
                .compatibleArchitectures(layer.architectures())
                .compatibleRuntimes(layer.runtimes())
                .licenseInfo(layer.license())
                .build();
    }

    private static LayerVersionContentOutput content(Call call, LayerRecord layer) {
        return LayerVersionContentOutput.builder()
                .location("http://" + call.authority() + "/_aws/lambda/code/" + layer.code() + ".zip")
                .codeSha256(CodeInput.base64(layer.code()))
                .codeSize(layer.size())
                .build();
    }
}
