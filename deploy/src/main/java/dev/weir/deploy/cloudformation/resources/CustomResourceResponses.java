package dev.weir.deploy.cloudformation.resources;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.tasks.Signal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where custom resources put their answers: the {@code ResponseURL} of their events. */
public final class CustomResourceResponses implements DataPlane {
    private static final String PATH = "/_aws/cloudformation/responses/";

    private final Kernel kernel;
    private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();

    public CustomResourceResponses(Kernel kernel) {
        this.kernel = kernel;
    }

    private static final class Pending {
        final Signal signal;
        volatile @Nullable JsonNode answer;

        Pending(Signal signal) {
            this.signal = signal;
        }
    }

    String url(String authority, String requestId) {
        return "http://" + authority + PATH + requestId;
    }

    /** Calls the function, then waits for the answer to its request. */
    JsonNode await(String requestId, Instant deadline, Supplier<Invocable.Answer> call) {
        Pending waiting = new Pending(kernel.tasks().signal());
        pending.put(requestId, waiting);
        try {
            Invocable.Answer returned = call.get();
            if (waiting.answer == null && returned.error() != null) {
                throw new StackValidationException("The custom resource's function failed without answering: "
                        + CustomResource.errorText(returned.payload()));
            }
            while (true) {
                long seen = waiting.signal.version();
                JsonNode answer = waiting.answer;
                if (answer != null) {
                    return answer;
                }
                if (!waiting.signal.await(seen, deadline)) {
                    throw new StackValidationException(
                            "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId ["
                                    + requestId + "].");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackValidationException("weir was stopped while a custom resource was being waited for");
        } finally {
            pending.remove(requestId);
        }
    }

    @Override
    public boolean serves(String host, String path) {
        return path.startsWith(PATH);
    }

    @Override
    public Optional<HttpResponse> handle(HttpRequest request) {
        Pending waiting = pending.get(request.path().substring(PATH.length()));
        if (waiting == null || !request.method().equals("PUT")) {
            return Optional.of(new HttpResponse(403, Map.of(), new byte[0]));
        }
        try {
            waiting.answer = JsonMapper.shared().readTree(request.body());
        } catch (JacksonException e) {
            return Optional.of(new HttpResponse(400, Map.of(), new byte[0]));
        }
        waiting.signal.raise();
        return Optional.of(new HttpResponse(200, Map.of(), new byte[0]));
    }
}
