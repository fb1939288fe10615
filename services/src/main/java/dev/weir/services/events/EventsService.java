package dev.weir.services.events;

import dev.weir.api.events.EventBridgeBinding;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.background.Schedules;
import dev.weir.services.events.operations.Buses;
import dev.weir.services.events.operations.PutEvents;
import dev.weir.services.events.operations.Rules;
import dev.weir.services.events.operations.Tags;
import dev.weir.services.events.operations.Targets;
import dev.weir.services.events.resources.EventBusPolicyResource;
import dev.weir.services.events.resources.EventBusResource;
import dev.weir.services.events.resources.RuleResource;
import dev.weir.services.events.state.EventsStore;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** EventBridge. A bus takes whole events, as services and other buses send them. */
public final class EventsService implements Service, EventTarget {
    private static final String BUS = "event-bus/";

    private final EventsStore store;
    private final Router router;
    private final EventBridgeBinding binding;
    private final List<ResourceType> types;

    public EventsService(Kernel kernel, Fabric fabric, Deliveries deliveries) {
        this.store = new EventsStore(kernel.store());
        this.router = new Router(kernel, store, deliveries);
        Schedules schedules = new Schedules(kernel, store, router);
        Buses buses = new Buses(kernel, store);
        Rules rules = new Rules(kernel, store, router, schedules);
        Targets targets = new Targets(store, router, rules, fabric);
        this.binding = new EventBridgeBinding(new EventsApiOperations(
                buses, rules, targets, new PutEvents(kernel, store, router), new Tags(store, buses)));
        this.types = List.of(
                new EventBusResource(buses), new EventBusPolicyResource(buses), new RuleResource(rules, targets));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public void reset() {
        router.forgetAll();
    }

    @Override
    public boolean exists(Arn arn) {
        return arn.resource().startsWith(BUS)
                && store.bus(arn.scope(), name(arn)).isPresent();
    }

    private static String name(Arn arn) {
        return arn.resource().substring(BUS.length());
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Arn bus = delivery.target();
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
        Cause cause = router.accept(
                        List.of(new Router.Arrival(bus.scope(), name(bus), whole, delivery.source(), delivery.cause())))
                .getFirst();
        return new Delivered(whole.path("id").asString(""), cause);
    }
}
