package dev.weir.wire;

import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Cause;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import dev.weir.wire.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A dispatcher over recording services. */
final class Wire {
    static final String REQUEST_ID = "11111111-2222-4333-8444-555555555555";

    final Map<String, RecordingService> services = new HashMap<>();
    final List<String> defects = new ArrayList<>();
    private final List<ServiceDescriptor> descriptors = new ArrayList<>();

    Wire with(ServiceSchema schema, Function<Shape, Shape> answer) {
        services.put(schema.id(), new RecordingService(schema, answer));
        descriptors.add(ServiceDescriptor.of(schema));
        return this;
    }

    RecordingService service(String id) {
        RecordingService service = services.get(id);
        if (service == null) {
            throw new IllegalArgumentException(id);
        }
        return service;
    }

    MemoryExchange send(String method, String target, String body, String... headers) {
        return send(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    MemoryExchange send(String method, String target, byte[] body, String... headers) {
        MemoryExchange exchange = new MemoryExchange(method, target, Headers.of(headers), body);
        dispatcher().handle(exchange);
        return exchange;
    }

    /** What time it is. */
    static final long NOW = 1_800_000_000_000L;

    Dispatcher dispatcher() {
        return new Dispatcher(
                new ServiceRouter(descriptors, Limits.DEFAULT.body()),
                this::service,
                new FixedIds(),
                e -> Cause.NONE,
                (requestId, what, cause) -> defects.add(what + ": " + cause),
                Limits.DEFAULT,
                () -> NOW);
    }

    static String[] signed(String service, String... more) {
        String[] headers = new String[more.length + 4];
        headers[0] = "Authorization";
        headers[1] = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=00";
        headers[2] = "Host";
        headers[3] = "localhost:4566";
        System.arraycopy(more, 0, headers, 4, more.length);
        return headers;
    }

    /** Ids that are the same every time. */
    private static final class FixedIds implements Ids {
        @Override
        public String uuid() {
            return REQUEST_ID;
        }

        @Override
        public String alphanumeric(int length) {
            return "a".repeat(length);
        }

        @Override
        public String hex(int length) {
            return "0".repeat(length);
        }

        @Override
        public RandomGenerator random() {
            throw new UnsupportedOperationException();
        }
    }
}
