package dev.weir.services.applicationautoscaling.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Targets, policies and actions. */
public final class ScalingState {
    private static final Duration REMEMBERED = Duration.ofDays(42);

    private final JsonMapper json = JsonMapper.shared();
    private final Store store;

    public ScalingState(Store store) {
        this.store = store;
    }

    public Store store() {
        return store;
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("applicationautoscaling")
                .text(scope.account())
                .text(scope.region())
                .text(kind);
    }

    private static byte[] target(Scope scope, String resource, String dimension) {
        return key(scope, "target").text(resource).text(dimension).toBytes();
    }

    private static byte[] named(Scope scope, String kind, String resource, String dimension, String name) {
        return key(scope, kind).text(resource).text(dimension).text(name).toBytes();
    }

    public @Nullable Target target(ReadTx tx, Scope scope, String resource, String dimension) {
        byte[] stored = tx.get(target(scope, resource, dimension));
        return stored == null ? null : json.readValue(stored, Target.class);
    }

    public void put(WriteTx tx, Scope scope, Target target) {
        tx.put(target(scope, target.resource(), target.dimension()), json.writeValueAsBytes(target));
    }

    /** Removes the target with its policies and actions. */
    public void delete(WriteTx tx, Scope scope, Target target) {
        tx.delete(target(scope, target.resource(), target.dimension()));
        KeyRange policies = key(scope, "policy")
                .text(target.resource())
                .text(target.dimension())
                .range();
        tx.range(policies, Integer.MAX_VALUE, false)
                .forEach(entry -> tx.delete(followed(json.readValue(entry.value(), Policy.class))));
        for (String kind : List.of("policy", "action")) {
            tx.deleteRange(key(scope, kind)
                    .text(target.resource())
                    .text(target.dimension())
                    .range());
        }
    }

    public List<Target> targets(Scope scope, @Nullable Target after, int limit) {
        KeyRange all = key(scope, "target").range();
        KeyRange range = after == null ? all : all.after(target(scope, after.resource(), after.dimension()));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), Target.class))
                .toList();
    }

    public @Nullable Policy policy(ReadTx tx, Scope scope, String resource, String dimension, String name) {
        byte[] stored = tx.get(named(scope, "policy", resource, dimension, name));
        return stored == null ? null : json.readValue(stored, Policy.class);
    }

    public void put(WriteTx tx, Scope scope, Policy policy) {
        byte[] value = json.writeValueAsBytes(policy);
        tx.put(named(scope, "policy", policy.resource(), policy.dimension(), policy.name()), value);
        tx.put(followed(policy), value);
    }

    private static Key followed() {
        return Key.of("applicationautoscaling").text("followed");
    }

    private static byte[] followed(Policy policy) {
        return followed().text(policy.arn()).toBytes();
    }

    /** The policies of all accounts and regions. */
    public List<Policy> followedPolicies() {
        return store.read(tx -> tx.range(followed().range(), Integer.MAX_VALUE, false)).stream()
                .map(entry -> json.readValue(entry.value(), Policy.class))
                .toList();
    }

    public void delete(WriteTx tx, Scope scope, Policy policy) {
        tx.delete(named(scope, "policy", policy.resource(), policy.dimension(), policy.name()));
        tx.delete(followed(policy));
    }

    public List<Policy> policies(Scope scope, @Nullable Policy after, int limit) {
        KeyRange all = key(scope, "policy").range();
        KeyRange range = after == null
                ? all
                : all.after(named(scope, "policy", after.resource(), after.dimension(), after.name()));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), Policy.class))
                .toList();
    }

    public @Nullable Action action(ReadTx tx, Scope scope, String resource, String dimension, String name) {
        byte[] stored = tx.get(named(scope, "action", resource, dimension, name));
        return stored == null ? null : json.readValue(stored, Action.class);
    }

    public void put(WriteTx tx, Scope scope, Action action) {
        tx.put(
                named(scope, "action", action.resource(), action.dimension(), action.name()),
                json.writeValueAsBytes(action));
    }

    public void delete(WriteTx tx, Scope scope, Action action) {
        tx.delete(named(scope, "action", action.resource(), action.dimension(), action.name()));
    }

    public List<Action> actions(Scope scope, @Nullable Action after, int limit) {
        KeyRange all = key(scope, "action").range();
        KeyRange range = after == null
                ? all
                : all.after(named(scope, "action", after.resource(), after.dimension(), after.name()));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), Action.class))
                .toList();
    }

    private static byte[] activity(Scope scope, Instant start, String id) {
        return key(scope, "activity").number(-start.toEpochMilli()).text(id).toBytes();
    }

    /** Keeps the activity for six weeks, as AWS does. */
    public void put(WriteTx tx, Scope scope, Activity activity) {
        KeyRange all = key(scope, "activity").range();
        tx.deleteRange(all.after(activity(scope, activity.start().minus(REMEMBERED), "")));
        tx.put(activity(scope, activity.start(), activity.id()), json.writeValueAsBytes(activity));
    }

    /** The newest first. */
    public List<Activity> activities(Scope scope, @Nullable Activity after, int limit) {
        KeyRange all = key(scope, "activity").range();
        KeyRange range = after == null ? all : all.after(activity(scope, after.start(), after.id()));
        return store.read(tx -> tx.range(range, limit, false)).stream()
                .map(entry -> json.readValue(entry.value(), Activity.class))
                .toList();
    }
}
