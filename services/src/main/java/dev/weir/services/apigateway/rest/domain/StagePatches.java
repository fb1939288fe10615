package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.AccessLogSettings;
import dev.weir.api.apigateway.MethodSetting;
import dev.weir.api.apigateway.PatchOperation;
import dev.weir.api.apigateway.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Patches of stages. Source: API Gateway API Reference, "Patch Operations", UpdateStage. */
public final class StagePatches {
    private static final String VARIABLES = "/variables/";
    private static final String LOG = "/accessLogSettings";

    private StagePatches() {}

    /** The stage with the patch. */
    public static Stage apply(Stage stage, PatchOperation patch) {
        String path = Objects.requireNonNullElse(patch.path(), "");
        boolean remove = "remove".equals(patch.op());
        String value = remove ? null : patch.value();
        if (path.startsWith(VARIABLES)) {
            Map<String, String> variables =
                    new LinkedHashMap<>(stage.variables() == null ? Map.of() : stage.variables());
            String name = path.substring(VARIABLES.length());
            if (value == null) {
                variables.remove(name);
            } else {
                variables.put(name, value);
            }
            return stage.toBuilder().variables(variables).build();
        }
        if (path.startsWith(LOG)) {
            return stage.toBuilder().accessLogSettings(log(stage, path, value)).build();
        }
        return switch (path) {
            case "/description" -> stage.toBuilder().description(value).build();
            case "/deploymentId" -> stage.toBuilder().deploymentId(value).build();
            case "/tracingEnabled" ->
                stage.toBuilder().tracingEnabled(Boolean.valueOf(value)).build();
            default -> setting(stage, path, value);
        };
    }

    private static @Nullable AccessLogSettings log(Stage stage, String path, @Nullable String value) {
        AccessLogSettings known =
                stage.accessLogSettings() == null ? AccessLogSettings.builder().build() : stage.accessLogSettings();
        return switch (path) {
            case LOG -> value == null ? null : known;
            case LOG + "/destinationArn" ->
                known.toBuilder().destinationArn(value).build();
            case LOG + "/format" -> known.toBuilder().format(value).build();
            default ->
                throw ApiGatewayErrors.bad("Invalid accessLogSettings path. Must be one of : "
                        + "[/accessLogSettings/destinationArn, /accessLogSettings/format]");
        };
    }

    /** {@code /resource/METHOD/throttling/burstLimit} and the like, with the resource's slashes written {@code ~1}. */
    private static Stage setting(Stage stage, String path, @Nullable String value) {
        String[] parts = path.substring(Math.min(1, path.length())).split("/", -1);
        if (parts.length != 4) {
            throw ApiGatewayErrors.badPatchPath(path);
        }
        String key = parts[0] + "/" + parts[1];
        Map<String, MethodSetting> settings =
                new LinkedHashMap<>(stage.methodSettings() == null ? Map.of() : stage.methodSettings());
        MethodSetting known = settings.getOrDefault(key, MethodSetting.builder().build());
        MethodSetting.Builder changed = known.toBuilder();
        try {
            switch (parts[2] + "/" + parts[3]) {
                case "throttling/burstLimit" ->
                    changed.throttlingBurstLimit(value == null ? null : Integer.valueOf(value));
                case "throttling/rateLimit" ->
                    changed.throttlingRateLimit(value == null ? null : Double.valueOf(value));
                case "logging/loglevel" -> changed.loggingLevel(value);
                case "logging/dataTrace" -> changed.dataTraceEnabled(Boolean.valueOf(value));
                case "metrics/enabled" -> changed.metricsEnabled(Boolean.valueOf(value));
                default -> throw ApiGatewayErrors.unsupported("the stage setting " + path);
            }
        } catch (NumberFormatException e) {
            throw ApiGatewayErrors.badPatchPath(path);
        }
        settings.put(key, changed.build());
        return stage.toBuilder().methodSettings(settings).build();
    }
}
