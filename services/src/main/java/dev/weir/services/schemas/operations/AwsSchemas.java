package dev.weir.services.schemas.operations;

import dev.weir.services.schemas.domain.Document;
import dev.weir.services.schemas.domain.Shape;
import dev.weir.services.schemas.state.RegistryState;
import dev.weir.services.schemas.state.SchemaState;
import dev.weir.services.schemas.state.SchemaState.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry {@code aws.events}: the events that weir's services put onto the default bus, as they look there. */
final class AwsSchemas {
    private static final String OBJECT = "{\"version\":\"0\",\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\","
            + "%s\"sequencer\":\"s\"},\"request-id\":\"r\",\"requester\":\"r\",\"source-ip-address\":\"i\",\"reason\":\"r\"%s}";
    private static final Map<String, String> CONTENTS = Map.of(
            "aws.events@ScheduledEvent",
            content("aws.events", "Scheduled Event", "{}"),
            "aws.s3@ObjectCreated",
            content("aws.s3", "Object Created", OBJECT.formatted("\"size\":1,\"etag\":\"e\",", "")),
            "aws.s3@ObjectDeleted",
            content("aws.s3", "Object Deleted", OBJECT.formatted("", ",\"deletion-type\":\"d\"")));

    private AwsSchemas() {}

    private static String content(String source, String type, String detail) {
        String text = "{\"version\":\"0\",\"id\":\"i\",\"detail-type\":\"" + type + "\",\"source\":\"" + source
                + "\",\"account\":\"a\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"r\",\"resources\":[\"r\"],"
                + "\"detail\":" + detail + "}";
        JsonNode event = JsonMapper.shared().readTree(text);
        return Document.openApi(Shape.of(event), source, type).toString();
    }

    static List<SchemaState> all() {
        return CONTENTS.keySet().stream().sorted().map(AwsSchemas::state).toList();
    }

    static Optional<SchemaState> schema(String name) {
        return CONTENTS.containsKey(name) ? Optional.of(state(name)) : Optional.empty();
    }

    private static SchemaState state(String name) {
        return new SchemaState(RegistryState.AWS, name, null, SchemaState.OPENAPI, 1, Instant.EPOCH, Map.of(), null);
    }

    static Version version(String name) {
        return new Version(1, SchemaState.OPENAPI, CONTENTS.getOrDefault(name, "{}"), Instant.EPOCH);
    }
}
