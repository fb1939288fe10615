package dev.weir.services.events;

import dev.weir.api.events.EventBridgeBinding;
import dev.weir.fabric.Audience;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.ManagedRules;
import dev.weir.fabric.Service;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.Connected;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.store.Store;
import dev.weir.services.events.background.Authorizations;
import dev.weir.services.events.background.Destinations;
import dev.weir.services.events.background.Replayer;
import dev.weir.services.events.background.Retention;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.background.Schedules;
import dev.weir.services.events.background.Tokens;
import dev.weir.services.events.operations.ApiDestinations;
import dev.weir.services.events.operations.Archives;
import dev.weir.services.events.operations.Buses;
import dev.weir.services.events.operations.Connections;
import dev.weir.services.events.operations.PutEvents;
import dev.weir.services.events.operations.Replays;
import dev.weir.services.events.operations.Rules;
import dev.weir.services.events.operations.Tags;
import dev.weir.services.events.operations.Targets;
import dev.weir.services.events.resources.ApiDestinationResource;
import dev.weir.services.events.resources.ArchiveResource;
import dev.weir.services.events.resources.ConnectionResource;
import dev.weir.services.events.resources.EventBusPolicyResource;
import dev.weir.services.events.resources.EventBusResource;
import dev.weir.services.events.resources.RuleResource;
import dev.weir.services.events.state.ArchiveState;
import dev.weir.services.events.state.ArchiveStore;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.DestinationState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.NamedStore;
import dev.weir.services.events.state.ReplayState;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** EventBridge. A bus takes whole events, as services and other buses send them; an API destination takes any JSON. */
public final class EventsService implements Service, EventTarget, Invocable, Explains {
    private static final String BUS = "event-bus/";
    private static final String DESTINATION = "api-destination/";
    private static final String PRINCIPAL = "events.amazonaws.com";

    private final Router router;
    private final ServiceRules managed;
    private final Destinations destinations;
    private final Authorizations authorizations;
    private final EventBridgeBinding binding;
    private final List<ResourceType> types;

    public EventsService(Kernel kernel, Fabric fabric, Deliveries deliveries, HttpOut http) {
        Store store = kernel.store();
        EventsStore events = new EventsStore(store);
        NamedStore<ArchiveState> archived =
                new NamedStore<>(store, "archive", ArchiveState.class, ArchiveState::name, EventsErrors::noArchive);
        NamedStore<ReplayState> replayed =
                new NamedStore<>(store, "replay", ReplayState.class, ReplayState::name, EventsErrors::noReplay);
        NamedStore<ConnectionState> connected = new NamedStore<>(
                store, "connection", ConnectionState.class, ConnectionState::name, EventsErrors::noConnection);
        NamedStore<DestinationState> destined = new NamedStore<>(
                store, "destination", DestinationState.class, DestinationState::name, EventsErrors::noDestination);
        ArchiveStore contents = new ArchiveStore(store);
        Retention retention = new Retention(kernel, archived, contents);
        this.router = new Router(kernel, events, retention, deliveries);
        this.managed = new ServiceRules(store, events, router);
        Tokens tokens = new Tokens(kernel, connected, http);
        this.destinations = new Destinations(kernel, destined, connected, tokens, http);
        this.authorizations = new Authorizations(connected, destinations, tokens);
        Rules rules = new Rules(kernel, events, router, new Schedules(kernel, events, router));
        Targets targets = new Targets(events, router, rules, fabric);
        Buses buses = new Buses(kernel, events, router);
        Archives archives = new Archives(kernel, events, archived, contents, router, retention);
        Connections connections = new Connections(kernel, connected, tokens);
        ApiDestinations apis = new ApiDestinations(kernel, destined, connected);
        this.binding = new EventBridgeBinding(new EventsApiOperations(
                buses,
                rules,
                targets,
                new PutEvents(kernel, router),
                new Tags(events, buses),
                archives,
                new Replays(kernel, events, archived, replayed, new Replayer(kernel, replayed, contents, router)),
                connections,
                apis));
        this.types = List.of(
                new EventBusResource(buses),
                new EventBusPolicyResource(buses),
                new RuleResource(rules, targets),
                new ArchiveResource(archives),
                new ConnectionResource(connections),
                new ApiDestinationResource(apis));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public <T> Optional<T> capability(Class<T> capability) {
        if (capability == Audience.class) {
            Audience audience = bus -> router.listens(bus.scope(), name(bus));
            return Optional.of(capability.cast(audience));
        }
        if (capability == Connected.class) {
            return Optional.of(capability.cast(authorizations));
        }
        return capability == ManagedRules.class
                ? Optional.of(capability.cast(managed))
                : Service.super.capability(capability);
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public void reset() {
        router.forgetAll();
        destinations.reset();
    }

    @Override
    public boolean exists(Arn arn) {
        return arn.resource().startsWith(DESTINATION)
                ? destinations.exists(arn)
                : arn.resource().startsWith(BUS) && router.exists(arn.scope(), name(arn));
    }

    @Override
    public List<Explanation> explain(Hop hop) {
        Arn bus = Arn.isArn(hop.target()) ? Arn.parse(hop.target()) : null;
        return bus != null && bus.resource().startsWith(BUS) && !hop.subject().isEmpty()
                ? router.unmatched(hop, name(bus))
                : List.of();
    }

    @Override
    public List<Explanation> standing(Arn arn) {
        return router.standing(arn);
    }

    private static String name(Arn arn) {
        return arn.resource().substring(BUS.length());
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Arn bus = delivery.target();
        if (bus.resource().startsWith(DESTINATION)) {
            return destinations.deliver(delivery);
        }
        if (!exists(bus)) {
            throw new DeliveryException(
                    "ResourceNotFoundException", "Event bus " + bus.resource() + " does not exist.", false);
        }
        JsonNode event;
        try {
            event = JsonMapper.shared().readTree(delivery.payload());
        } catch (JacksonException e) {
            throw new DeliveryException("InvalidArgument", "The event is not JSON.", false);
        }
        if (!(event instanceof ObjectNode whole) || !whole.has("detail-type") || !whole.has("source")) {
            throw new DeliveryException("InvalidArgument", "The event has no source or detail-type.", false);
        }
        Cause cause = router.accept(List.of(new Router.Arrival(
                        bus.scope(),
                        name(bus),
                        whole,
                        delivery.source(),
                        delivery.cause(),
                        delivery.principal().equals(PRINCIPAL),
                        Set.of())))
                .getFirst();
        return new Delivered(whole.path("id").asString(""), cause);
    }

    @Override
    public Answer invoke(Invocation invocation) {
        return destinations.invoke(invocation);
    }
}
