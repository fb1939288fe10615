package dev.weir.services.apigateway;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.Service;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** API Gateway on a kernel whose time stands still until a test moves it, with one function that tests program. */
public final class GatewayWorld implements AutoCloseable {
    public static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:hello";
    public static final String INVOCATION =
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";
    private static final Duration WORK = Duration.ofMillis(5);

    private final Store store = Stores.memory();
    public final RunningKernel running = Kernels.simulated(store, 7);
    public final Kernel kernel = running.kernel();
    public final Call call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);
    public final List<Invocable.Invocation> invocations = new ArrayList<>();
    /** What the function answers to an event; throws what it fails with. */
    public Function<JsonNode, String> function = event -> "{\"statusCode\":200,\"body\":\"ok\"}";

    public final Fabric fabric = new Fabric() {
        @Override
        public <T> Optional<T> at(Arn arn, Class<T> capability) {
            return of(arn.service(), capability);
        }

        @Override
        public <T> Optional<T> of(String service, Class<T> capability) {
            return service.equals("lambda") && capability == Invocable.class
                    ? Optional.of(capability.cast(new Programmed()))
                    : Optional.empty();
        }
    };

    /** What a function that failed throws. */
    public static final class Crash extends RuntimeException {}

    private final class Programmed implements Invocable {
        @Override
        public boolean exists(Arn arn) {
            return true;
        }

        @Override
        public Answer invoke(Invocation invocation) {
            invocations.add(invocation);
            byte[] payload;
            String error = null;
            try {
                payload = function.apply(JsonMapper.shared().readTree(invocation.payload()))
                        .getBytes(StandardCharsets.UTF_8);
            } catch (Crash e) {
                payload = "{\"errorMessage\":\"boom\"}".getBytes(StandardCharsets.UTF_8);
                error = "Unhandled";
            }
            return new Answer(payload, error, "id", "$LATEST", new byte[0], WORK, invocation.cause());
        }
    }

    /** The event that the function got last. */
    public JsonNode event() {
        return JsonMapper.shared().readTree(invocations.getLast().payload());
    }

    /** Sends a request as a client would; {@code headers} are names and values by turns, as the client writes them. */
    public HttpResponse send(Service service, String method, String url, String body, String... headers) {
        Map<String, List<String>> lower = new LinkedHashMap<>();
        Map<String, String> sentAs = new LinkedHashMap<>();
        int slash = url.indexOf('/');
        int question = url.indexOf('?');
        String authority = url.substring(0, slash);
        lower.put("host", List.of(authority));
        sentAs.put("host", "Host");
        for (int i = 0; i < headers.length; i += 2) {
            String name = headers[i].toLowerCase(Locale.ROOT);
            lower.computeIfAbsent(name, n -> new ArrayList<>()).add(headers[i + 1]);
            sentAs.put(name, headers[i]);
        }
        HttpRequest request = new HttpRequest(
                Scope.DEFAULT,
                kernel.ids().uuid(),
                method,
                authority,
                question < 0 ? url.substring(slash) : url.substring(slash, question),
                question < 0 ? "" : url.substring(question + 1),
                lower,
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                Cause.NONE,
                sentAs);
        try {
            return kernel.tasks().enter("request", "", () -> service.dataPlane()
                    .orElseThrow()
                    .handle(request)
                    .orElseThrow());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse get(Service service, String url) {
        return send(service, "GET", url, "");
    }

    public static String body(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public List<Hop> hops(int limit) {
        return kernel.journal().latest(limit);
    }

    @Override
    public void close() {
        running.close();
        store.close();
    }
}
