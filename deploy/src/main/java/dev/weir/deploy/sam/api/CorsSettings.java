package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a REST API answers to a browser's preflight request. */
record CorsSettings(
        @Nullable JsonNode methods,
        @Nullable JsonNode headers,
        @Nullable JsonNode origin,
        @Nullable JsonNode maxAge,
        boolean credentials) {
    private static final Set<String> PROPERTIES =
            Set.of("AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials");
    private static final String ANYBODY = "'*'";

    /** Reads the property {@code Cors} of an API. */
    static CorsSettings of(SamResource api, JsonNode cors) {
        if (cors.isString() || Intrinsics.isIntrinsic(cors)) {
            return new CorsSettings(null, null, cors, null, false);
        }
        if (!(cors instanceof ObjectNode map)) {
            throw api.invalid("Invalid value for 'Cors' property.");
        }
        checkKeys(api, map, PROPERTIES);
        JsonNode origin = map.has("AllowOrigin") ? Json.get(map, "AllowOrigin") : Json.node(ANYBODY);
        return new CorsSettings(
                Json.get(map, "AllowMethods"),
                Json.get(map, "AllowHeaders"),
                origin,
                Json.get(map, "MaxAge"),
                Json.isTrue(Json.get(map, "AllowCredentials")));
    }

    /** Refuses settings of the name {@code Cors} that do not exist. */
    static void checkKeys(SamResource api, ObjectNode cors, Set<String> known) {
        for (String key : Json.keys(cors)) {
            if (!known.contains(key)) {
                throw api.invalid("Invalid key '%s' for 'Cors' property.".formatted(key));
            }
        }
    }

    /** Whether the settings let anybody in with credentials, which browsers refuse. */
    boolean contradictory() {
        return credentials && ANYBODY.equals(Json.text(origin));
    }

    /** The definition of the preflight method. */
    ObjectNode preflight(@Nullable JsonNode allowedMethods) {
        ObjectNode parameters = Json.object();
        ObjectNode declared = Json.object();
        header("Allow-Origin", origin, "string", parameters, declared);
        header("Allow-Headers", Json.truthy(headers) ? headers : null, "string", parameters, declared);
        header("Allow-Methods", allowedMethods, "string", parameters, declared);
        header("Max-Age", maxAge, "integer", parameters, declared);
        header("Allow-Credentials", credentials ? Json.node("'true'") : null, "string", parameters, declared);
        ObjectNode answer = Json.object(
                "statusCode",
                "200",
                "responseParameters",
                parameters,
                "responseTemplates",
                Json.object("application/json", "{}\n"));
        return Json.object(
                "summary",
                "CORS support",
                "consumes",
                Json.array("application/json"),
                "produces",
                Json.array("application/json"),
                DefinitionEditor.INTEGRATION,
                Json.object(
                        "type",
                        "mock",
                        "requestTemplates",
                        Json.object("application/json", "{\n  \"statusCode\" : 200\n}\n"),
                        "responses",
                        Json.object("default", answer)),
                "responses",
                Json.object(
                        "200", Json.object("description", "Default response for CORS method", "headers", declared)));
    }

    private static void header(
            String name, @Nullable JsonNode value, String type, ObjectNode parameters, ObjectNode declared) {
        if (value != null) {
            String header = "Access-Control-" + name;
            parameters.set("method.response.header." + header, value);
            declared.set(header, Json.object("type", type));
        }
    }
}
