package dev.weir.server;

import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.api.ShapeTree;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ServiceBinding;
import dev.weir.shapes.Shape;
import dev.weir.wire.ServiceDescriptor;
import dev.weir.wire.protocol.Dialect;
import dev.weir.wire.validation.Validation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** All operations of all services, called from within: what a request would meet, without the wire. */
final class SdkCalls implements ApiCalls {
    /** Where the SDK's name of a service is not weir's id of it. */
    private static final Map<String, String> NAMES =
            Map.of("eventbridge", "events", "cloudwatchlogs", "logs", "sfn", "states");

    private final Kernel kernel;
    private final FabricRegistry services;
    private final Supplier<String> authority;
    private final Map<String, Map<String, Operation>> actions = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> errors = new ConcurrentHashMap<>();

    /** @param authority weir's own host and port, which URLs in answers carry */
    SdkCalls(Kernel kernel, FabricRegistry services, Supplier<String> authority) {
        this.kernel = kernel;
        this.services = services;
        this.authority = authority;
    }

    /** An operation and the service that it belongs to, by weir's id. */
    private record Found(String id, Operation operation) {}

    @Override
    public Standing standing(String service, String action) {
        Found found = find(service, action);
        if (found == null) {
            return Standing.UNKNOWN;
        }
        boolean implemented = services.binding(found.id()).implemented(found.operation())
                && ShapeTree.fits(found.operation().input(), found.operation().output());
        return implemented ? Standing.IMPLEMENTED : Standing.NOT_IMPLEMENTED;
    }

    @Override
    public Optional<Schema> output(String service, String action) {
        Found found = find(service, action);
        return found == null ? Optional.empty() : Optional.of(found.operation().output());
    }

    @Override
    public Set<String> errors(String service) {
        String id = NAMES.getOrDefault(service, service);
        return errors.computeIfAbsent(id, any -> services.descriptors().stream()
                .filter(descriptor -> descriptor.id().equals(id))
                .flatMap(descriptor -> descriptor.schema().get().operations().stream())
                .flatMap(operation -> operation.errors().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public String call(ApiCall call) {
        String requestId = kernel.ids().uuid();
        String target = "aws-sdk:" + call.service() + ":" + call.action();
        Cause cause = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "api.Call",
                        call.source(),
                        target,
                        requestId,
                        Outcome.DELIVERED,
                        "");
        try {
            return answer(call, Call.internal(call.scope(), requestId, authority.get(), cause));
        } catch (AwsException e) {
            Cause unused = kernel.journal()
                    .record(
                            cause,
                            call.scope(),
                            "api.Answer",
                            target,
                            call.source(),
                            requestId,
                            Outcome.FAILED,
                            e.code() + ": " + e.getMessage());
            throw e;
        }
    }

    /** Calls the operation as a request from outside would, of which the journal only knows what it leads to. */
    String request(Scope scope, String service, String action, String input) {
        ApiCall call = new ApiCall(scope, service, action, input, "", Cause.NONE);
        return answer(call, Call.internal(scope, kernel.ids().uuid(), authority.get(), Cause.NONE));
    }

    private String answer(ApiCall call, Call request) {
        Found found = find(call.service(), call.action());
        if (found == null) {
            throw new AwsException(
                    "UnknownOperationException", 400, "weir knows no " + call.service() + ":" + call.action() + ".");
        }
        Operation operation = found.operation();
        ServiceBinding service = services.binding(found.id());
        if (!service.implemented(operation) || !ShapeTree.fits(operation.input(), operation.output())) {
            throw AwsException.notImplemented(found.id(), operation.name());
        }
        Shape input = input(operation, call.input());
        Validation.check(Dialect.of(found.id()), operation, input);
        return ShapeTree.write(service.call(operation, request, input)).toString();
    }

    private static Shape input(Operation operation, String json) {
        try {
            return ShapeTree.read(JsonMapper.shared().readTree(json.isBlank() ? "{}" : json), operation.reader());
        } catch (JacksonException e) {
            throw new SerializationException("The input is not JSON: " + e.getOriginalMessage());
        }
    }

    private @Nullable Found find(String service, String action) {
        String id = NAMES.getOrDefault(service, service);
        if (NAMES.containsValue(service)) {
            return null;
        }
        for (ServiceDescriptor descriptor : services.descriptors()) {
            if (descriptor.id().equals(id)) {
                Operation operation = actions.computeIfAbsent(id, known -> operations(descriptor))
                        .get(action);
                return operation == null ? null : new Found(id, operation);
            }
        }
        return null;
    }

    private static Map<String, Operation> operations(ServiceDescriptor descriptor) {
        return descriptor.schema().get().operations().stream()
                .collect(Collectors.toMap(operation -> camel(operation.name()), operation -> operation));
    }

    private static String camel(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
