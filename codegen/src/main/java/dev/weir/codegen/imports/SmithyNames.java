package dev.weir.codegen.imports;

import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Shape;
import dev.weir.codegen.model.ServiceModel.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes out of a Smithy model what its C2J form has lost: the names that members have in awsQuery and the error codes
 * there, of a service that speaks awsJson today.
 */
public final class SmithyNames {
    private SmithyNames() {}

    /** The model with the names and codes of its Smithy form. */
    public static ServiceModel overlay(ServiceModel model, JsonNode smithy, Source source) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        smithy.path("shapes")
                .properties()
                .forEach(e -> nodes.put(e.getKey().substring(e.getKey().indexOf('#') + 1), e.getValue()));
        Map<String, Shape> shapes = new LinkedHashMap<>();
        model.shapes().forEach((name, shape) -> {
            JsonNode node = nodes.get(name);
            shapes.put(name, node == null ? shape : shape(shape, node));
        });
        List<Source> sources = new ArrayList<>(model.sources());
        sources.add(source);
        return new ServiceModel(List.copyOf(sources), model.service(), model.operations(), shapes);
    }

    private static Shape shape(Shape shape, JsonNode node) {
        Map<String, Member> members = new LinkedHashMap<>();
        shape.members().forEach((name, member) -> {
            JsonNode inner = node.path("members").path(name);
            JsonNode traits = (inner.isMissingNode() ? node.path(name) : inner).path("traits");
            members.put(name, member(member, traits));
        });
        JsonNode queryError = node.path("traits").path("aws.protocols#awsQueryError");
        Error error = shape.error();
        if (error != null) {
            int status = node.path("traits").path("smithy.api#httpError").asInt(error.status());
            error = new Error(status, status < 500, code(queryError, error));
        }
        return new Shape(
                shape.type(),
                members,
                shape.min(),
                shape.max(),
                shape.pattern(),
                shape.allowed(),
                shape.sensitive(),
                shape.xml(),
                error);
    }

    private static @Nullable String code(JsonNode queryError, Error error) {
        JsonNode code = queryError.get("code");
        return code == null ? error.queryCode() : code.asString();
    }

    private static Member member(Member member, JsonNode traits) {
        JsonNode xml = traits.get("smithy.api#xmlName");
        return new Member(
                member.target(),
                member.required(),
                member.location(),
                member.name(),
                member.json(),
                xml == null ? null : xml.asString(),
                traits.has("smithy.api#xmlFlattened"),
                member.attribute(),
                member.namespace(),
                member.namespacePrefix(),
                member.timestamp(),
                member.token());
    }
}
