package dev.weir.services.apigateway.proxy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A function's event of payload format 2.0. Source: API Gateway Developer Guide, "Create AWS Lambda proxy integrations
 * for HTTP APIs in API Gateway".
 */
public final class EventV2 {
    private EventV2() {}

    /** The event for a request that the route takes. */
    public static ObjectNode of(
            Incoming in, String routeKey, Map<String, String> pathParameters, Map<String, String> stageVariables) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        String path = Percent.decode(in.fullPath());
        event.put("rawPath", path);
        event.put("rawQueryString", in.request().query());
        List<String> cookies = in.headers().get("cookie");
        if (cookies != null) {
            ArrayNode list = event.putArray("cookies");
            for (String line : cookies) {
                for (String cookie : line.split(";", -1)) {
                    list.add(cookie.strip());
                }
            }
        }
        ObjectNode headers = event.putObject("headers");
        in.headers().forEach((name, values) -> {
            if (!name.equals("cookie")) {
                headers.put(name, String.join(",", values));
            }
        });
        if (!headers.has("content-length")) {
            headers.put("content-length", Integer.toString(in.request().body().length));
        }
        Map<String, List<String>> query = Percent.query(in.request().query());
        if (!query.isEmpty()) {
            ObjectNode parameters = event.putObject("queryStringParameters");
            query.forEach((name, values) -> parameters.put(name, String.join(",", values)));
        }
        context(event.putObject("requestContext"), in, routeKey, path);
        texts(event, "pathParameters", pathParameters);
        texts(event, "stageVariables", stageVariables);
        EventBody body = EventBody.ofHttpApi(in);
        if (body.text() != null) {
            event.put("body", body.text());
        }
        event.put("isBase64Encoded", body.base64());
        return event;
    }

    private static void context(ObjectNode context, Incoming in, String routeKey, String path) {
        context.put("accountId", in.scope().account());
        context.put("apiId", in.address().api());
        context.put("domainName", in.address().domain(in.scope()));
        context.put("domainPrefix", in.address().api());
        ObjectNode http = context.putObject("http");
        http.put("method", in.request().method());
        http.put("path", path);
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", in.request().ip());
        http.put("userAgent", orEmpty(in.header("user-agent")));
        context.put("requestId", in.extendedId());
        context.put("routeKey", routeKey);
        context.put("stage", in.stage());
        context.put("time", in.time());
        context.put("timeEpoch", in.at().toEpochMilli());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void texts(ObjectNode event, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = event.putObject(name);
            values.forEach(object::put);
        }
    }
}
