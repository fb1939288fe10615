package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Tokens;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.NamedStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connections of API destinations. Source: Amazon EventBridge User Guide, "Connections for HTTP endpoint targets". */
public final class Connections {
    private static final int MAX = 3000;

    private final Kernel kernel;
    private final NamedStore<ConnectionState> connections;
    private final Tokens tokens;

    public Connections(Kernel kernel, NamedStore<ConnectionState> connections, Tokens tokens) {
        this.kernel = kernel;
        this.connections = connections;
        this.tokens = tokens;
    }

    public CreateConnectionResponse create(Call call, CreateConnectionRequest input) {
        Scope scope = call.scope();
        CreateConnectionAuthRequestParameters created = Objects.requireNonNull(input.authParameters());
        refusePrivate(input.invocationConnectivityParameters(), created.connectivityParameters());
        UpdateConnectionAuthRequestParameters given = AuthParameters.of(created);
        String type = Objects.requireNonNull(input.authorizationType());
        Instant now = kernel.clock().now();
        String state = authorizing(type);
        ConnectionState connection = new ConnectionState(
                Objects.requireNonNull(input.name()),
                kernel.ids().uuid(),
                input.description(),
                type,
                state,
                null,
                AuthParameters.secrets(type, null, given),
                AuthParameters.extras(given.invocationHttpParameters()),
                input.kmsKeyIdentifier(),
                now,
                now,
                state.equals(ConnectionState.AUTHORIZED) ? now : null);
        kernel.store().write(tx -> {
            if (connections.find(tx, scope, connection.name()).isPresent()) {
                throw EventsErrors.connectionExists(connection.name());
            }
            if (connections.all(tx, scope).size() >= MAX) {
                throw EventsErrors.tooMany();
            }
            connections.put(tx, scope, connection);
            return true;
        });
        journal(call, "events.CreateConnection", connection, Outcome.ACCEPTED);
        tokens.authorize(scope, connection.name(), call.cause());
        return CreateConnectionResponse.builder()
                .connectionArn(arn(scope, connection))
                .connectionState(state)
                .creationTime(now)
                .lastModifiedTime(now)
                .build();
    }

    /** What is created, in the form of a change. */
    public static UpdateConnectionAuthRequestParameters change(CreateConnectionAuthRequestParameters created) {
        return AuthParameters.of(created);
    }

    private static String authorizing(String type) {
        return type.equals(ConnectionState.OAUTH) ? ConnectionState.AUTHORIZING : ConnectionState.AUTHORIZED;
    }

    private static void refusePrivate(@Nullable Object... connectivity) {
        if (Archives.filters(connectivity) > 0) {
            throw EventsErrors.unsupported("private connections (ConnectivityParameters)");
        }
    }

    public UpdateConnectionResponse update(Call call, UpdateConnectionRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.name());
        UpdateConnectionAuthRequestParameters given = Objects.requireNonNullElseGet(
                input.authParameters(),
                () -> UpdateConnectionAuthRequestParameters.builder().build());
        refusePrivate(input.invocationConnectivityParameters(), given.connectivityParameters());
        Instant now = kernel.clock().now();
        ConnectionState changed = connections.change(scope, name, known -> {
            String type = input.authorizationType() == null ? known.type() : input.authorizationType();
            String state = authorizing(type);
            return new ConnectionState(
                    name,
                    known.id(),
                    input.description() == null ? known.description() : input.description(),
                    type,
                    state,
                    null,
                    AuthParameters.secrets(type, type.equals(known.type()) ? known.secrets() : null, given),
                    given.invocationHttpParameters() == null
                            ? known.invocation()
                            : AuthParameters.extras(given.invocationHttpParameters()),
                    input.kmsKeyIdentifier() == null ? known.kmsKey() : input.kmsKeyIdentifier(),
                    known.created(),
                    now,
                    state.equals(ConnectionState.AUTHORIZED) ? now : known.authorized());
        });
        tokens.forget(scope, changed);
        journal(call, "events.UpdateConnection", changed, Outcome.ACCEPTED);
        tokens.authorize(scope, name, call.cause());
        return UpdateConnectionResponse.builder()
                .connectionArn(arn(scope, changed))
                .connectionState(changed.state())
                .creationTime(changed.created())
                .lastModifiedTime(now)
                .lastAuthorizedTime(changed.authorized())
                .build();
    }

    public DeauthorizeConnectionResponse deauthorize(Call call, DeauthorizeConnectionRequest input) {
        Scope scope = call.scope();
        Instant now = kernel.clock().now();
        ConnectionState changed =
                connections.change(scope, Objects.requireNonNull(input.name()), known -> known.withState(
                                ConnectionState.DEAUTHORIZED, null, now)
                        .withSecrets(null));
        tokens.forget(scope, changed);
        journal(call, "events.DeauthorizeConnection", changed, Outcome.COMPLETED);
        return DeauthorizeConnectionResponse.builder()
                .connectionArn(arn(scope, changed))
                .connectionState("DEAUTHORIZING")
                .creationTime(changed.created())
                .lastModifiedTime(now)
                .lastAuthorizedTime(changed.authorized())
                .build();
    }

    public DeleteConnectionResponse delete(Call call, DeleteConnectionRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.name());
        ConnectionState gone = kernel.store().write(tx -> {
            ConnectionState known = connections.get(tx, scope, name);
            connections.delete(tx, scope, name);
            return known;
        });
        tokens.forget(scope, gone);
        journal(call, "events.DeleteConnection", gone, Outcome.COMPLETED);
        return DeleteConnectionResponse.builder()
                .connectionArn(arn(scope, gone))
                .connectionState("DELETING")
                .creationTime(gone.created())
                .lastModifiedTime(gone.modified())
                .lastAuthorizedTime(gone.authorized())
                .build();
    }

    public DescribeConnectionResponse describe(Call call, DescribeConnectionRequest input) {
        ConnectionState connection = connections.get(call.scope(), Objects.requireNonNull(input.name()));
        return DescribeConnectionResponse.builder()
                .connectionArn(arn(call.scope(), connection))
                .name(connection.name())
                .description(connection.description())
                .connectionState(connection.state())
                .stateReason(connection.reason())
                .authorizationType(connection.type())
                .secretArn(secretArn(call.scope(), connection))
                .kmsKeyIdentifier(connection.kmsKey())
                .authParameters(AuthParameters.shown(connection))
                .creationTime(connection.created())
                .lastModifiedTime(connection.modified())
                .lastAuthorizedTime(connection.authorized())
                .build();
    }

    public ListConnectionsResponse list(Call call, ListConnectionsRequest input) {
        Page<ConnectionState> page = Listing.page(
                connections.all(call.scope()).stream()
                        .filter(connection ->
                                input.namePrefix() == null || connection.name().startsWith(input.namePrefix()))
                        .filter(connection -> input.connectionState() == null
                                || connection.state().equals(input.connectionState()))
                        .toList(),
                ConnectionState::name,
                input.nextToken(),
                input.limit());
        return ListConnectionsResponse.builder()
                .connections(page.items().stream()
                        .map(connection -> Connection.builder()
                                .connectionArn(arn(call.scope(), connection))
                                .name(connection.name())
                                .connectionState(connection.state())
                                .stateReason(connection.reason())
                                .authorizationType(connection.type())
                                .creationTime(connection.created())
                                .lastModifiedTime(connection.modified())
                                .lastAuthorizedTime(connection.authorized())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    private void journal(Call call, String kind, ConnectionState connection, Outcome outcome) {
        kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        kind,
                        "",
                        arn(call.scope(), connection),
                        connection.name(),
                        outcome,
                        "");
    }

    public static String arn(Scope scope, ConnectionState connection) {
        return scope.arn("events", "connection/" + connection.name() + "/" + connection.id())
                .toString();
    }

    /** As AWS names the secret that it keeps; weir keeps it with the connection. */
    public static String secretArn(Scope scope, ConnectionState connection) {
        String id = connection.id();
        return scope.arn(
                        "secretsmanager",
                        "secret:events!connection/" + connection.name() + "/" + id + "-" + id.substring(0, 6))
                .toString();
    }
}
