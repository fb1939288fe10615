package dev.weir.services.apigateway.proxy;

import dev.weir.fabric.http.HttpRequest;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through a stage.
 *
 * @param scope whose API it is
 * @param path after the stage, percent-encoded; begins with a slash
 * @param fullPath with the stage, where that is in the path
 * @param extendedId the gateway's own short id, such as {@code JKJaXmPLvHcESHA=}
 * @param headers in lower case; with what the gateway adds
 */
public record Incoming(
        HttpRequest request,
        Address address,
        Scope scope,
        String stage,
        String path,
        String fullPath,
        String extendedId,
        Instant at,
        Map<String, List<String>> headers) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int ID_BYTES = 11;

    /** A request as it comes in at a stage. */
    public static Incoming of(
            Kernel kernel, HttpRequest request, Address address, Scope scope, String stage, String path, String full) {
        Instant now = kernel.clock().now();
        byte[] id = HexFormat.of().parseHex(kernel.ids().hex(ID_BYTES * 2));
        return new Incoming(
                request,
                address,
                scope,
                stage,
                path,
                full,
                Base64.getEncoder().encodeToString(id).replace('/', 'A').replace('+', 'B'),
                now,
                headers(kernel, request, now));
    }

    private static Map<String, List<String>> headers(Kernel kernel, HttpRequest request, Instant now) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.computeIfAbsent(
                "x-amzn-trace-id",
                name -> List.of("Root=1-" + String.format(Locale.ROOT, "%08x", now.getEpochSecond()) + "-"
                        + kernel.ids().hex(24)));
        List<String> forwarded = new ArrayList<>(headers.getOrDefault("x-forwarded-for", List.of()));
        forwarded.add(request.ip());
        headers.put("x-forwarded-for", List.of(String.join(", ", forwarded)));
        headers.putIfAbsent("x-forwarded-proto", List.of("http"));
        int colon = request.authority().lastIndexOf(':');
        headers.putIfAbsent(
                "x-forwarded-port",
                List.of(colon < 0 ? "80" : request.authority().substring(colon + 1)));
        return headers;
    }

    /** When it came, as in access logs. */
    public String time() {
        return TIME.format(at);
    }

    /** The first value of a header. */
    public @Nullable String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    /** A header's name as the caller wrote it. */
    public String sentAs(String lowerCaseName) {
        String sent = request.sentAs().get(lowerCaseName);
        if (sent != null) {
            return sent;
        }
        return switch (lowerCaseName) {
            case "x-amzn-trace-id" -> "X-Amzn-Trace-Id";
            case "x-forwarded-for" -> "X-Forwarded-For";
            case "x-forwarded-port" -> "X-Forwarded-Port";
            case "x-forwarded-proto" -> "X-Forwarded-Proto";
            case "host" -> "Host";
            default -> lowerCaseName;
        };
    }

    /** The body as text; null where it is not UTF-8. */
    public @Nullable String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    /** What calls the integration: the ARN of the method that was called. */
    public String executionArn(String route) {
        return scope.arn("execute-api", address.api() + "/" + stage + "/" + route)
                .toString();
    }
}
