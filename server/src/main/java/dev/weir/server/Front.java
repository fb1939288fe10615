package dev.weir.server;

import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.server.control.ControlApi;
import dev.weir.server.http.ExchangeHandler;
import dev.weir.shapes.AwsException;
import dev.weir.wire.Dispatcher;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.sigv4.Signature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The way in: who may call, and whether a request is for weir itself, for an API or function, or for AWS's API. */
final class Front implements ExchangeHandler {
    /** Carries the token of a wait that weir itself makes its own caller; see {@link HttpClientOut}. */
    static final String WITHIN = "X-Weir-Within";

    /** API Gateway's own limit. Source: API Gateway Developer Guide, "Quotas", payload size. */
    private static final int DATA_PLANE_BODY = 10 * 1024 * 1024;

    private final Kernel kernel;
    private final Gate gate;
    private final ControlApi control;
    private final Annexes annexes;
    private final FabricRegistry services;
    private final Dispatcher dispatcher;
    private final Function<Exchange, Cause> causes;

    Front(
            Kernel kernel,
            Gate gate,
            ControlApi control,
            Annexes annexes,
            FabricRegistry services,
            Dispatcher dispatcher,
            Function<Exchange, Cause> causes) {
        this.kernel = kernel;
        this.gate = gate;
        this.control = control;
        this.annexes = annexes;
        this.services = services;
        this.dispatcher = dispatcher;
        this.causes = causes;
    }

    @Override
    public Thread start(Exchange exchange, Runnable work) {
        if (annexes.has(exchange.path())) {
            return Annexes.start(work);
        }
        return kernel.tasks().arrive("http", within(exchange), work);
    }

    @Override
    public Thread start(Exchange exchange, Executor carrier, Runnable work) {
        return kernel.tasks().arrive("http", within(exchange), carrier, work);
    }

    private static String within(Exchange exchange) {
        Headers headers = exchange.headers();
        String within = headers.first("X-Amz-Security-Token");
        return within == null ? headers.first(WITHIN, "") : within;
    }

    @Override
    public boolean isShort(Exchange exchange) {
        return kernel.tasks().carries() && ShortWork.is(exchange);
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.path();
        boolean open = isOpen(exchange.authority(), path);
        String refusal = gate.refusal(exchange, open || isBucketCall(exchange));
        if (refusal != null) {
            text(exchange, 403, refusal);
        } else if (annexes.has(path)) {
            annexes.handle(exchange);
        } else if (path.startsWith("/_weir") || path.startsWith("/_localstack")) {
            control.handle(exchange);
        } else if (!(open || isPlain(path) || isPageCall(exchange)) || !servePlane(exchange)) {
            dispatcher.handle(exchange);
        }
    }

    /** APIs' and functions' own addresses: on AWS too, any page may call them, and they answer under their own rules. */
    private static boolean isOpen(String authority, String path) {
        return authority.contains(".execute-api.")
                || authority.contains(".lambda-url.")
                || path.startsWith("/_aws/")
                || path.startsWith("/SimpleNotificationService-")
                || path.startsWith("/restapis/") && path.contains("/_user_request_");
    }

    /** What services serve over plain HTTP beside their APIs; no bucket can be called so. */
    private static boolean isPlain(String path) {
        return path.startsWith("/_aws/") || path.startsWith("/SimpleNotificationService-");
    }

    /** What pages may do with S3: presigned and anonymous calls, and asking first; never what a signed header allows. */
    private static boolean isBucketCall(Exchange exchange) {
        if (exchange.headers().contains("Authorization") || exchange.headers().contains("X-Amz-Target")) {
            return false;
        }
        return exchange.authority().contains(".s3.")
                || exchange.rawQuery().contains("X-Amz-Signature=")
                || exchange.rawQuery().contains("Signature=")
                        && exchange.rawQuery().contains("AWSAccessKeyId=");
    }

    /** What AWS's APIs have no operation for: a preflight, or a form that uploads into a bucket. */
    private static boolean isPageCall(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                || exchange.headers().first("Content-Type", "").startsWith("multipart/form-data");
    }

    private boolean servePlane(Exchange exchange) {
        for (DataPlane plane : services.dataPlanes()) {
            if (plane.serves(exchange.authority(), exchange.path())) {
                HttpRequest request;
                try {
                    request = request(exchange);
                } catch (AwsException e) {
                    respond(exchange, 413, "application/json", "{\"message\":\"Request Too Long\"}");
                    return true;
                }
                Optional<HttpResponse> response = plane.handle(request);
                if (response.isPresent()) {
                    send(exchange, response.get());
                    return true;
                }
            }
        }
        return false;
    }

    private HttpRequest request(Exchange exchange) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Map<String, String> sentAs = new HashMap<>();
        exchange.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(lower, n -> new ArrayList<>(1)).add(value);
            sentAs.putIfAbsent(lower, name);
        });
        Signature signature = Signature.of(exchange);
        Scope scope = signature == null
                ? Scope.DEFAULT
                : new Scope(
                        signature.account(), signature.region().isEmpty() ? Scope.DEFAULT_REGION : signature.region());
        return new HttpRequest(
                scope,
                kernel.ids().uuid(),
                exchange.method(),
                exchange.authority(),
                exchange.path(),
                exchange.rawQuery(),
                headers,
                exchange.bytes(DATA_PLANE_BODY),
                exchange.remoteAddress(),
                causes.apply(exchange),
                sentAs);
    }

    private static void send(Exchange exchange, HttpResponse response) {
        Headers headers = new Headers();
        response.headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        exchange.respond(response.status(), headers, response.body());
    }

    private static void text(Exchange exchange, int status, String line) {
        respond(exchange, status, "text/plain; charset=utf-8", line + "\n");
    }

    private static void respond(Exchange exchange, int status, String type, String body) {
        exchange.respond(status, Headers.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }
}
