package dev.weir.services.apigateway.proxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A function's event of payload format 1.0: of REST APIs, and of HTTP APIs whose integrations ask for it. Source: API
 * Gateway Developer Guide, "Lambda proxy integrations in API Gateway", input format.
 */
public final class EventV1 {
    private static final List<String> NO_IDENTITY = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private EventV1() {}

    /**
     * What took the request.
     *
     * @param resource its path with variables
     * @param id the resource's id, or the route's key
     * @param path as {@code path} of the event
     * @param deployment null for HTTP APIs
     * @param operation the method's operation name
     */
    public record Taker(
            String resource,
            String id,
            String path,
            @Nullable String deployment,
            @Nullable String operation) {}

    /** The event for a request. */
    public static ObjectNode of(
            Incoming in,
            Taker taker,
            Map<String, String> pathParameters,
            Map<String, String> stageVariables,
            EventBody body) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        if (taker.deployment() == null) {
            event.put("version", "1.0");
        }
        event.put("resource", taker.resource());
        event.put("path", taker.path());
        event.put("httpMethod", in.request().method());
        Map<String, List<String>> headers = new LinkedHashMap<>();
        in.headers().forEach((name, values) -> headers.put(in.sentAs(name), values));
        values(event, "headers", "multiValueHeaders", headers);
        values(
                event,
                "queryStringParameters",
                "multiValueQueryStringParameters",
                Percent.query(in.request().query()));
        texts(event, "pathParameters", pathParameters);
        texts(event, "stageVariables", stageVariables);
        context(event.putObject("requestContext"), in, taker);
        event.put("body", body.text());
        event.put("isBase64Encoded", body.base64());
        return event;
    }

    private static void context(ObjectNode context, Incoming in, Taker taker) {
        context.put("resourceId", taker.id());
        context.put("resourcePath", taker.resource());
        if (taker.operation() != null) {
            context.put("operationName", taker.operation());
        }
        context.put("httpMethod", in.request().method());
        context.put("extendedRequestId", in.extendedId());
        context.put("requestTime", in.time());
        context.put("path", Percent.decode(in.fullPath()));
        context.put("accountId", in.scope().account());
        context.put("protocol", "HTTP/1.1");
        context.put("stage", in.stage());
        context.put("domainPrefix", in.address().api());
        context.put("requestTimeEpoch", in.at().toEpochMilli());
        context.put(
                "requestId",
                taker.deployment() == null ? in.extendedId() : in.request().requestId());
        ObjectNode identity = context.putObject("identity");
        NO_IDENTITY.forEach(identity::putNull);
        identity.put("sourceIp", in.request().ip());
        identity.put("userAgent", in.header("user-agent"));
        context.put("domainName", in.address().domain(in.scope()));
        if (taker.deployment() != null) {
            context.put("deploymentId", taker.deployment());
        }
        context.put("apiId", in.address().api());
    }

    /** The last value of each under one name, all of them under another; null where there are none. */
    private static void values(ObjectNode event, String single, String multi, Map<String, List<String>> all) {
        if (all.isEmpty()) {
            event.putNull(single);
            event.putNull(multi);
            return;
        }
        ObjectNode last = event.putObject(single);
        ObjectNode lists = event.putObject(multi);
        all.forEach((name, values) -> {
            last.put(name, values.getLast());
            ArrayNode list = lists.putArray(name);
            values.forEach(list::add);
        });
    }

    private static void texts(ObjectNode event, String name, Map<String, String> values) {
        if (values.isEmpty()) {
            event.putNull(name);
            return;
        }
        ObjectNode object = event.putObject(name);
        values.forEach(object::put);
    }
}
