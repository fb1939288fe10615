package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The URL of a function, and the permission for everybody where it asks for no authorization. */
record FunctionUrl(
        SamResource function, CfnResource lambda, @Nullable CfnResource alias) {
    private static final Map<String, String> CORS = Map.of(
            "AllowOrigins", "list",
            "AllowMethods", "list",
            "AllowCredentials", "bool",
            "AllowHeaders", "list",
            "ExposeHeaders", "list",
            "MaxAge", "int");

    List<CfnResource> make() {
        JsonNode config = function.get("FunctionUrlConfig");
        if (!Json.truthy(config)) {
            return List.of();
        }
        JsonNode auth = Json.get(config, "AuthType");
        JsonNode cors = Json.get(config, "Cors");
        if (!Intrinsics.isIntrinsic(config)) {
            boolean known = auth != null && Set.of("AWS_IAM", "NONE").contains(auth.asString(""));
            if (!known && !Intrinsics.isIntrinsic(auth)) {
                throw function.invalid("AuthType is required to configure function property `FunctionUrlConfig`."
                        + " Please provide either AWS_IAM or NONE.");
            }
            checkCors(cors);
        }
        List<CfnResource> made = new ArrayList<>();
        made.add(new CfnResource("AWS::Lambda::Url", function.logicalId() + "Url", function.passedOn())
                .set("Cors", Json.truthy(cors) ? cors : null)
                .set("AuthType", auth)
                .set("TargetFunctionArn", alias == null ? lambda.ref() : alias.ref())
                .set("InvokeMode", Json.get(config, "InvokeMode")));
        if ("NONE".equals(Json.text(auth))) {
            made.add(permission("UrlPublicPermissions", "lambda:InvokeFunctionUrl")
                    .set("FunctionUrlAuthType", auth));
            made.add(permission("URLInvokeAllowPublicAccess", "lambda:InvokeFunction")
                    .set("InvokedViaFunctionUrl", true));
        }
        return made;
    }

    private CfnResource permission(String suffix, String action) {
        return new CfnResource("AWS::Lambda::Permission", function.logicalId() + suffix, function.passedOn())
                .set("Action", action)
                .set("FunctionName", alias == null ? lambda.ref() : alias.ref())
                .set("Principal", "*");
    }

    private void checkCors(@Nullable JsonNode cors) {
        if (!Json.truthy(cors) || Intrinsics.isIntrinsic(cors)) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : Json.entries(function.expect().map(cors, "FunctionUrlConfig.Cors"))) {
            String type = CORS.get(entry.getKey());
            if (type == null) {
                throw function.invalid(entry.getKey() + " is not a valid property for configuring Cors.");
            }
            JsonNode value = entry.getValue();
            boolean matches =
                    switch (type) {
                        case "list" -> value.isArray();
                        case "bool" -> value.isBoolean();
                        default -> value.isIntegralNumber() || value.isBoolean();
                    };
            if (!matches && !Intrinsics.isIntrinsic(value)) {
                throw function.invalid("%s must be of type %s.".formatted(entry.getKey(), type));
            }
        }
    }
}
