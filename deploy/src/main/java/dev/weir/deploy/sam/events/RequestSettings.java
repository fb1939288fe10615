package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.api.SwaggerEditor;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an event of a REST API demands of a request: its model, its validation, its parameters. */
record RequestSettings(Event event, SwaggerEditor editor, ObjectNode api, String path, String method) {
    private static final Pattern PARAMETER = Pattern.compile("method\\.request\\.(querystring|path|header)\\..*");
    private static final Set<String> PARAMETER_PROPERTIES = Set.of("Required", "Caching");

    void apply() {
        JsonNode model = event.get("RequestModel");
        if (Json.truthy(model)) {
            JsonNode name = Json.get(model, "Model");
            if (Json.truthy(name) && name != null) {
                applyModel(model, name);
            }
        }
        for (JsonNode parameter : Json.items(event.get("RequestParameters"))) {
            applyParameter(parameter);
        }
    }

    private void applyModel(@Nullable JsonNode model, JsonNode name) {
        String subject = "Unable to set RequestModel [%s] on API method [%s] for path [%s] because "
                .formatted(PythonText.of(name), method, path);
        JsonNode models = Json.get(api, "Models");
        if (!Json.truthy(models)) {
            throw event.invalid(subject + "the related API does not define any Models.");
        }
        if (models != null && !models.isObject() && !Intrinsics.isIntrinsic(models)) {
            throw event.invalid(subject + "the related API Models defined is of invalid type.");
        }
        String modelName = Json.text(name);
        if (modelName == null) {
            throw event.invalid(subject + "the related API does not contain valid Models.");
        }
        if (!Json.truthy(Json.get(models, modelName))) {
            throw event.invalid(subject + "it wasn't defined in the API's Models.");
        }
        editor.setRequestModel(path, method, modelName, Json.get(model, "Required"));
        JsonNode body = Json.get(model, "ValidateBody");
        JsonNode parameters = Json.get(model, "ValidateParameters");
        if (body == null && parameters == null) {
            return;
        }
        if ((body != null && !body.isBoolean()) || (parameters != null && !parameters.isBoolean())) {
            throw event.invalid(("Unable to set Validator to RequestModel [%s] on API method [%s] for path [%s]"
                            + " ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are"
                            + " not supported.")
                    .formatted(modelName, method, path));
        }
        editor.setRequestValidator(path, method, Json.isTrue(body), Json.isTrue(parameters));
    }

    private void applyParameter(JsonNode parameter) {
        if (parameter.isString()) {
            add(parameter.stringValue(), Json.object());
        } else if (parameter.isObject() && !parameter.isEmpty()) {
            Map.Entry<String, JsonNode> entry = Json.entries(parameter).getFirst();
            check(entry.getKey());
            if (!entry.getValue().isObject() || !PARAMETER_PROPERTIES.containsAll(Json.keys(entry.getValue()))) {
                throw event.invalid("Invalid value for 'RequestParameters' property. Values must be an object, e.g"
                        + " { Required: true, Caching: false }");
            }
            add(entry.getKey(), entry.getValue());
        } else {
            throw event.invalid("Invalid value for 'RequestParameters' property. Property must be either a string or an"
                    + " object");
        }
    }

    private void check(String name) {
        if (!PARAMETER.matcher(name).matches()) {
            throw event.invalid("Invalid value for 'RequestParameters' property. Keys must be in the format"
                    + " 'method.request.[querystring|path|header].{value}',"
                    + " e.g 'method.request.header.Authorization'.");
        }
    }

    private void add(String name, JsonNode settings) {
        check(name);
        JsonNode required = Json.get(settings, "Required");
        editor.addRequestParameter(
                path,
                method,
                name,
                required == null ? Json.node(false) : required,
                Json.truthy(Json.get(settings, "Caching")));
    }
}
