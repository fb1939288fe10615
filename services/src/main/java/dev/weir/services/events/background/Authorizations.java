package dev.weir.services.events.background;

import dev.weir.fabric.http.Connected;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.NamedStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Connections for those who call HTTP endpoints themselves. */
public final class Authorizations implements Connected {
    private final NamedStore<ConnectionState> connections;
    private final Destinations destinations;
    private final Tokens tokens;

    public Authorizations(NamedStore<ConnectionState> connections, Destinations destinations, Tokens tokens) {
        this.connections = connections;
        this.destinations = destinations;
        this.tokens = tokens;
    }

    @Override
    public Additions additions(Arn arn, Cause cause) throws RefusedException {
        ConnectionState connection =
                find(arn).orElseThrow(() -> new RefusedException("The connection " + arn + " does not exist.", true));
        Map<String, String> headers =
                new LinkedHashMap<>(connection.invocation().headerValues());
        headers.putAll(destinations.authorization(arn.scope(), connection, cause));
        return new Additions(
                headers,
                connection.invocation().queryValues(),
                connection.invocation().bodyValues());
    }

    @Override
    public void refused(Arn arn) {
        find(arn).ifPresent(connection -> tokens.forget(arn.scope(), connection));
    }

    private Optional<ConnectionState> find(Arn arn) {
        String[] parts = arn.resource().split("/", 3);
        return parts.length == 3 && parts[0].equals("connection")
                ? connections.find(arn.scope(), parts[1]).filter(found -> found.id()
                        .equals(parts[2]))
                : Optional.empty();
    }
}
