package dev.weir.codegen.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service's model.
 *
 * @param sources where the facts come from
 * @param service the service itself
 * @param operations by name, in alphabetical order
 * @param shapes by name, in alphabetical order
 */
public record ServiceModel(
        List<Source> sources, Service service, Map<String, Operation> operations, Map<String, Shape> shapes) {

    /** A published artifact that the model was made from. */
    public record Source(String artifact, String version, String date, String gives) {}

    /** @param protocols names as Smithy gives them, such as {@code awsJson1_0}; the service's own first */
    public record Service(
            String id,
            String name,
            String signingName,
            String endpointPrefix,
            String targetPrefix,
            String version,
            String xmlNamespace,
            List<String> protocols,
            boolean queryCompatible) {}

    /** @param input the name of its shape; null where the operation takes nothing */
    public record Operation(
            String method,
            String uri,
            int status,
            @Nullable String input,
            @Nullable String output,
            String hostPrefix,
            List<String> errors) {}

    /**
     * @param type one of structure, union, list, map, string, integer, long, float, double, boolean, blob, timestamp,
     *     stream, eventstream
     * @param members of a structure by name; of a list {@code member}; of a map {@code key} and {@code value}
     */
    public record Shape(
            String type,
            Map<String, Member> members,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable String pattern,
            List<String> allowed,
            boolean sensitive,
            @Nullable String xml,
            @Nullable Error error) {
        /** Whether it has members by name. */
        public boolean structured() {
            return type.equals("structure") || type.equals("union") || type.equals("eventstream");
        }

        /** A list's element. */
        public Member element() {
            return Objects.requireNonNull(members.get("member"));
        }

        /** A map's value. */
        public Member value() {
            return Objects.requireNonNull(members.get("value"));
        }
    }

    /** What makes a structure an error. */
    public record Error(
            int status, boolean senderFault, @Nullable String queryCode) {}

    /**
     * @param location uri, query, header, headers, status or payload; null for the body
     * @param name of the header, parameter or label where it differs
     */
    public record Member(
            String target,
            boolean required,
            @Nullable String location,
            @Nullable String name,
            @Nullable String json,
            @Nullable String xml,
            boolean flattened,
            boolean attribute,
            @Nullable String namespace,
            @Nullable String namespacePrefix,
            @Nullable String timestamp,
            boolean token) {}

    /** The shape that a member points at. */
    public Shape target(Member member) {
        return Objects.requireNonNull(shapes.get(member.target()), member.target());
    }
}
