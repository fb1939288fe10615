package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.DestinationState;
import dev.weir.services.events.state.NamedStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.Objects;

/** API destinations. Source: Amazon EventBridge User Guide, "API destinations as targets". */
public final class ApiDestinations {
    private static final String ACTIVE = "ACTIVE";
    private static final String INACTIVE = "INACTIVE";
    private static final int MAX = 3000;

    private final Kernel kernel;
    private final NamedStore<DestinationState> destinations;
    private final NamedStore<ConnectionState> connections;

    public ApiDestinations(
            Kernel kernel, NamedStore<DestinationState> destinations, NamedStore<ConnectionState> connections) {
        this.kernel = kernel;
        this.destinations = destinations;
        this.connections = connections;
    }

    public CreateApiDestinationResponse create(Call call, CreateApiDestinationRequest input) {
        Scope scope = call.scope();
        String connection = Objects.requireNonNull(input.connectionArn());
        requireConnection(scope, connection);
        Instant now = kernel.clock().now();
        DestinationState destination = new DestinationState(
                Objects.requireNonNull(input.name()),
                kernel.ids().uuid(),
                input.description(),
                connection,
                Objects.requireNonNull(input.invocationEndpoint()),
                Objects.requireNonNull(input.httpMethod()),
                Objects.requireNonNullElse(input.invocationRateLimitPerSecond(), DestinationState.DEFAULT_RATE),
                now,
                now);
        kernel.store().write(tx -> {
            if (destinations.find(tx, scope, destination.name()).isPresent()) {
                throw EventsErrors.destinationExists(destination.name());
            }
            if (destinations.all(tx, scope).size() >= MAX) {
                throw EventsErrors.tooMany();
            }
            destinations.put(tx, scope, destination);
            return true;
        });
        journal(call, "events.CreateApiDestination", destination, Outcome.ACCEPTED);
        return CreateApiDestinationResponse.builder()
                .apiDestinationArn(arn(scope, destination))
                .apiDestinationState(state(scope, destination))
                .creationTime(now)
                .lastModifiedTime(now)
                .build();
    }

    private ConnectionState requireConnection(Scope scope, String arn) {
        String[] parts = Arn.isArn(arn) ? Arn.parse(arn).resource().split("/", 3) : new String[0];
        if (parts.length != 3 || !parts[0].equals("connection")) {
            throw EventsErrors.badArn(arn);
        }
        return connections.get(scope, parts[1]);
    }

    private String state(Scope scope, DestinationState destination) {
        String name = Arn.parse(destination.connection()).resource().split("/", 3)[1];
        boolean authorized = connections
                .find(scope, name)
                .filter(connection -> connection.state().equals(ConnectionState.AUTHORIZED))
                .isPresent();
        return authorized ? ACTIVE : INACTIVE;
    }

    public UpdateApiDestinationResponse update(Call call, UpdateApiDestinationRequest input) {
        Scope scope = call.scope();
        if (input.connectionArn() != null) {
            requireConnection(scope, input.connectionArn());
        }
        Instant now = kernel.clock().now();
        DestinationState changed = destinations.change(
                scope,
                Objects.requireNonNull(input.name()),
                known -> new DestinationState(
                        known.name(),
                        known.id(),
                        Objects.requireNonNullElse(
                                input.description(), Objects.requireNonNullElse(known.description(), "")),
                        Objects.requireNonNullElse(input.connectionArn(), known.connection()),
                        Objects.requireNonNullElse(input.invocationEndpoint(), known.endpoint()),
                        Objects.requireNonNullElse(input.httpMethod(), known.method()),
                        Objects.requireNonNullElse(input.invocationRateLimitPerSecond(), known.rate()),
                        known.created(),
                        now));
        journal(call, "events.UpdateApiDestination", changed, Outcome.ACCEPTED);
        return UpdateApiDestinationResponse.builder()
                .apiDestinationArn(arn(scope, changed))
                .apiDestinationState(state(scope, changed))
                .creationTime(changed.created())
                .lastModifiedTime(now)
                .build();
    }

    public DeleteApiDestinationResponse delete(Call call, DeleteApiDestinationRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.name());
        DestinationState gone = kernel.store().write(tx -> {
            DestinationState known = destinations.get(tx, scope, name);
            destinations.delete(tx, scope, name);
            return known;
        });
        journal(call, "events.DeleteApiDestination", gone, Outcome.COMPLETED);
        return DeleteApiDestinationResponse.builder().build();
    }

    public DescribeApiDestinationResponse describe(Call call, DescribeApiDestinationRequest input) {
        DestinationState destination = destinations.get(call.scope(), Objects.requireNonNull(input.name()));
        return DescribeApiDestinationResponse.builder()
                .apiDestinationArn(arn(call.scope(), destination))
                .name(destination.name())
                .description(destination.description())
                .apiDestinationState(state(call.scope(), destination))
                .connectionArn(destination.connection())
                .invocationEndpoint(destination.endpoint())
                .httpMethod(destination.method())
                .invocationRateLimitPerSecond(destination.rate())
                .creationTime(destination.created())
                .lastModifiedTime(destination.modified())
                .build();
    }

    public ListApiDestinationsResponse list(Call call, ListApiDestinationsRequest input) {
        Page<DestinationState> page = Listing.page(
                destinations.all(call.scope()).stream()
                        .filter(destination ->
                                input.namePrefix() == null || destination.name().startsWith(input.namePrefix()))
                        .filter(destination -> input.connectionArn() == null
                                || destination.connection().equals(input.connectionArn()))
                        .toList(),
                DestinationState::name,
                input.nextToken(),
                input.limit());
        return ListApiDestinationsResponse.builder()
                .apiDestinations(page.items().stream()
                        .map(destination -> ApiDestination.builder()
                                .apiDestinationArn(arn(call.scope(), destination))
                                .name(destination.name())
                                .apiDestinationState(state(call.scope(), destination))
                                .connectionArn(destination.connection())
                                .invocationEndpoint(destination.endpoint())
                                .httpMethod(destination.method())
                                .invocationRateLimitPerSecond(destination.rate())
                                .creationTime(destination.created())
                                .lastModifiedTime(destination.modified())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    private void journal(Call call, String kind, DestinationState destination, Outcome outcome) {
        kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        kind,
                        "",
                        arn(call.scope(), destination),
                        destination.name(),
                        outcome,
                        "");
    }

    private static String arn(Scope scope, DestinationState destination) {
        return scope.arn("events", "api-destination/" + destination.name() + "/" + destination.id())
                .toString();
    }
}
