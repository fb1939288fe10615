package dev.weir.services.events.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.events.EventsErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Buses and rules.
 *
 * <pre>
 * events account region "bus"  name         a bus; the default one only where it was changed
 * events account region "rule" bus name     a rule
 * </pre>
 */
public final class EventsStore {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;
    private static final int MAX_BUSES = 100;
    private static final int MAX_RULES = 300;

    private final Store store;

    public EventsStore(Store store) {
        this.store = store;
    }

    public Optional<BusState> bus(Scope scope, String name) {
        return store.read(tx -> bus(tx, scope, name));
    }

    private static Optional<BusState> bus(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(key(scope, "bus").text(name).toBytes());
        if (value != null) {
            return Optional.of(MAPPER.readValue(value, BusState.class));
        }
        return name.equals(BusState.DEFAULT)
                ? Optional.of(new BusState(name, null, null, null, null, Instant.EPOCH, Instant.EPOCH, Map.of()))
                : Optional.empty();
    }

    /** The default bus first, the others by name. */
    public List<BusState> buses(Scope scope) {
        List<BusState> buses = new ArrayList<>(all(key(scope, "bus").range(), BusState.class));
        buses.removeIf(bus -> bus.name().equals(BusState.DEFAULT));
        buses.addFirst(bus(scope, BusState.DEFAULT).orElseThrow());
        return buses;
    }

    public void create(Scope scope, BusState bus) {
        store.write(tx -> {
            if (bus(tx, scope, bus.name()).isPresent()) {
                throw EventsErrors.busExists(bus.name());
            }
            if (tx.range(key(scope, "bus").range(), MAX_BUSES, false).size() == MAX_BUSES) {
                throw EventsErrors.tooMany();
            }
            tx.put(key(scope, "bus").text(bus.name()).toBytes(), MAPPER.writeValueAsBytes(bus));
            return true;
        });
    }

    public BusState changeBus(Scope scope, String name, UnaryOperator<BusState> change) {
        return store.write(tx -> {
            BusState changed = change.apply(bus(tx, scope, name).orElseThrow(() -> EventsErrors.noBus(name)));
            tx.put(key(scope, "bus").text(name).toBytes(), MAPPER.writeValueAsBytes(changed));
            return changed;
        });
    }

    /** Says whether there was one. */
    public boolean deleteBus(Scope scope, String name) {
        return store.write(tx -> {
            if (!tx.range(key(scope, "rule").text(name).range(), 1, false).isEmpty()) {
                throw EventsErrors.busHasRules(name);
            }
            boolean known = bus(tx, scope, name).isPresent();
            tx.delete(key(scope, "bus").text(name).toBytes());
            return known;
        });
    }

    public Optional<RuleState> rule(Scope scope, String bus, String name) {
        return store.read(tx -> rule(tx, scope, bus, name));
    }

    private static Optional<RuleState> rule(ReadTx tx, Scope scope, String bus, String name) {
        byte[] value = tx.get(key(scope, "rule").text(bus).text(name).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, RuleState.class));
    }

    /** The rules of a bus by name. */
    public List<RuleState> rules(Scope scope, String bus) {
        return all(key(scope, "rule").text(bus).range(), RuleState.class);
    }

    /**
     * Puts a rule; targets and tags of one that stands are kept.
     *
     * @param more what else belongs into the transaction
     */
    public RuleState put(Scope scope, RuleState rule, BiConsumer<WriteTx, RuleState> more) {
        return store.write(tx -> {
            RuleState kept = put(tx, scope, rule);
            more.accept(tx, kept);
            return kept;
        });
    }

    /** {@link #put(Scope, RuleState, BiConsumer)} as part of a transaction. */
    public RuleState put(WriteTx tx, Scope scope, RuleState rule) {
        if (bus(tx, scope, rule.bus()).isEmpty()) {
            throw EventsErrors.noBus(rule.bus());
        }
        RuleState known = rule(tx, scope, rule.bus(), rule.name()).orElse(null);
        if (known == null) {
            if (tx.range(key(scope, "rule").text(rule.bus()).range(), MAX_RULES, false)
                            .size()
                    == MAX_RULES) {
                throw EventsErrors.tooMany();
            }
        } else if (known.managedBy() != null && !known.managedBy().equals(rule.managedBy())) {
            throw EventsErrors.managed();
        }
        RuleState kept = known == null ? rule : rule.withTags(known.tags());
        if (known != null && rule.managedBy() == null) {
            kept = kept.withTargets(known.targets());
        }
        write(tx, scope, kept);
        return kept;
    }

    /** Removes a rule with its targets. */
    public void remove(WriteTx tx, Scope scope, String bus, String name) {
        tx.delete(key(scope, "rule").text(bus).text(name).toBytes());
    }

    /** @param more what else belongs into the transaction */
    public RuleState change(
            Scope scope,
            String bus,
            String name,
            UnaryOperator<RuleState> change,
            BiConsumer<WriteTx, RuleState> more) {
        return store.write(tx -> {
            if (bus(tx, scope, bus).isEmpty()) {
                throw EventsErrors.noBus(bus);
            }
            RuleState changed =
                    change.apply(rule(tx, scope, bus, name).orElseThrow(() -> EventsErrors.noRule(name, bus)));
            write(tx, scope, changed);
            more.accept(tx, changed);
            return changed;
        });
    }

    /**
     * Says whether there was one.
     *
     * @param force whether one that is managed goes too
     */
    public boolean deleteRule(
            Scope scope, String bus, String name, boolean force, BiConsumer<WriteTx, RuleState> more) {
        return store.write(tx -> {
            RuleState rule = rule(tx, scope, bus, name).orElse(null);
            if (rule == null) {
                return false;
            }
            if (rule.managedBy() != null && !force) {
                throw EventsErrors.managed();
            }
            if (!rule.targets().isEmpty() && !force) {
                throw EventsErrors.hasTargets();
            }
            tx.delete(key(scope, "rule").text(bus).text(name).toBytes());
            more.accept(tx, rule);
            return true;
        });
    }

    private static void write(WriteTx tx, Scope scope, RuleState rule) {
        tx.put(key(scope, "rule").text(rule.bus()).text(rule.name()).toBytes(), MAPPER.writeValueAsBytes(rule));
    }

    private <T> List<T> all(KeyRange range, Class<T> type) {
        return store.read(tx -> {
            List<T> all = new ArrayList<>();
            KeyRange rest = range;
            while (true) {
                List<Entry> page = tx.range(rest, PAGE, false);
                page.forEach(entry -> all.add(MAPPER.readValue(entry.value(), type)));
                if (page.size() < PAGE) {
                    return all;
                }
                rest = rest.after(page.getLast().key());
            }
        });
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("events").text(scope.account()).text(scope.region()).text(kind);
    }
}
