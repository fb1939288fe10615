package dev.weir.deploy.cloudformation.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stacks, their events, change sets and exports in the store.
 *
 * <pre>
 * cloudformation account region "stack"  id            a stack
 * cloudformation account region "name"   name          the id of the stack that has the name now
 * cloudformation account region "event"  id number     an event
 * cloudformation account region "change" id            a change set
 * cloudformation account region "export" name          the stack's id and the value
 * cloudformation-busy                    id            the id of a stack whose operation is under way
 * </pre>
 */
public final class Stacks {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;
    private static final KeyRange BUSY = Key.of("cloudformation-busy").range();

    private final Store store;

    public Stacks(Store store) {
        this.store = store;
    }

    /** An export. */
    public record Export(String name, String value, String stackId) {}

    /** The stack by id, deleted or not, or the living one by name. */
    public Optional<Stack> find(Scope scope, String nameOrId) {
        return store.read(tx -> find(tx, scope, nameOrId));
    }

    private static Optional<Stack> find(ReadTx tx, Scope scope, String nameOrId) {
        String id = nameOrId;
        if (!nameOrId.startsWith("arn:")) {
            byte[] current = tx.get(key(scope, "name").text(nameOrId).toBytes());
            if (current == null) {
                return Optional.empty();
            }
            id = new String(current, StandardCharsets.UTF_8);
        }
        byte[] value = tx.get(key(scope, "stack").text(id).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, Stack.class));
    }

    /** All stacks of the scope, deleted ones included. */
    public List<Stack> all(Scope scope) {
        return all(key(scope, "stack").range(), Stack.class);
    }

    /** Ids of the stacks, of all scopes, whose operation is under way. */
    public List<String> busy() {
        return entries(BUSY).stream()
                .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Takes a name for a stack that is about to be made.
     *
     * @return false where another living stack has it
     */
    public boolean claim(Scope scope, Stack stack) {
        return store.write(tx -> {
            if (find(tx, scope, stack.name).isPresent()) {
                return false;
            }
            put(tx, scope, stack);
            return true;
        });
    }

    /**
     * Takes a stack for an operation of its own.
     *
     * @param ready whether the stack may be taken; throws the error to answer with where it may not
     * @return the stack, in the new status
     */
    public Stack take(Scope scope, String id, Consumer<Stack> ready, String status) {
        return store.write(tx -> {
            Stack stack = find(tx, scope, id).orElseThrow();
            ready.accept(stack);
            stack.status = status;
            put(tx, scope, stack);
            return stack;
        });
    }

    public void save(Scope scope, Stack stack) {
        store.write(tx -> {
            put(tx, scope, stack);
            return true;
        });
    }

    /** Saves the stack and adds the event, numbered, in one go. */
    public void save(Scope scope, Stack stack, StackEvent event) {
        long number = stack.events++;
        store.write(tx -> {
            put(tx, scope, stack);
            tx.put(key(scope, "event").text(stack.id).number(number).toBytes(), MAPPER.writeValueAsBytes(event));
            return true;
        });
    }

    private static void put(WriteTx tx, Scope scope, Stack stack) {
        tx.put(key(scope, "stack").text(stack.id).toBytes(), MAPPER.writeValueAsBytes(stack));
        byte[] busy = Key.of("cloudformation-busy").text(stack.id).toBytes();
        if (stack.inProgress()) {
            tx.put(busy, stack.id.getBytes(StandardCharsets.UTF_8));
        } else {
            tx.delete(busy);
        }
        byte[] name = key(scope, "name").text(stack.name).toBytes();
        if (stack.deleted == null) {
            tx.put(name, stack.id.getBytes(StandardCharsets.UTF_8));
        } else {
            byte[] current = tx.get(name);
            if (current != null && new String(current, StandardCharsets.UTF_8).equals(stack.id)) {
                tx.delete(name);
            }
        }
    }

    /** Removes a stack that was never more than a review. */
    public void remove(Scope scope, Stack stack) {
        store.write(tx -> {
            tx.delete(key(scope, "stack").text(stack.id).toBytes());
            tx.delete(key(scope, "name").text(stack.name).toBytes());
            tx.deleteRange(key(scope, "event").text(stack.id).range());
            return true;
        });
    }

    /**
     * A stack's events, newest first.
     *
     * @param before the number of the event to go on before, or null
     */
    public List<NumberedEvent> events(Scope scope, String stackId, @Nullable Long before, int limit) {
        Key prefix = key(scope, "event").text(stackId);
        KeyRange range = prefix.range();
        if (before != null) {
            range = range.before(
                    key(scope, "event").text(stackId).number(before).toBytes());
        }
        KeyRange wanted = range;
        int prefixLength = prefix.toBytes().length;
        return store.read(tx -> tx.range(wanted, limit, true)).stream()
                .map(entry -> new NumberedEvent(
                        number(entry.key(), prefixLength), MAPPER.readValue(entry.value(), StackEvent.class)))
                .toList();
    }

    /** An event and its place in the stack's history. */
    public record NumberedEvent(long number, StackEvent event) {}

    private static long number(byte[] key, int at) {
        long number = 0;
        for (int i = at; i < at + 8; i++) {
            number = number << 8 | key[i] & 0xff;
        }
        return number ^ Long.MIN_VALUE;
    }

    public void saveChangeSet(Scope scope, ChangeSet changeSet) {
        store.write(tx -> {
            tx.put(key(scope, "change").text(changeSet.id()).toBytes(), MAPPER.writeValueAsBytes(changeSet));
            return true;
        });
    }

    public void removeChangeSet(Scope scope, ChangeSet changeSet) {
        store.write(tx -> {
            tx.delete(key(scope, "change").text(changeSet.id()).toBytes());
            return true;
        });
    }

    /** The change sets of a stack. */
    public List<ChangeSet> changeSets(Scope scope, String stackId) {
        return all(key(scope, "change").range(), ChangeSet.class).stream()
                .filter(changeSet -> changeSet.stackId().equals(stackId))
                .toList();
    }

    /** By ARN, or by name within the stack. */
    public Optional<ChangeSet> changeSet(Scope scope, String nameOrId, @Nullable String stackId) {
        if (nameOrId.startsWith("arn:")) {
            byte[] value =
                    store.read(tx -> tx.get(key(scope, "change").text(nameOrId).toBytes()));
            return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, ChangeSet.class));
        }
        return stackId == null
                ? Optional.empty()
                : changeSets(scope, stackId).stream()
                        .filter(changeSet -> changeSet.name().equals(nameOrId))
                        .findFirst();
    }

    public Optional<Export> export(Scope scope, String name) {
        byte[] value = store.read(tx -> tx.get(key(scope, "export").text(name).toBytes()));
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, Export.class));
    }

    public List<Export> exports(Scope scope) {
        return all(key(scope, "export").range(), Export.class);
    }

    /** Makes the stack's exports these. */
    public void exports(Scope scope, Stack stack, List<Export> exports) {
        store.write(tx -> {
            for (Entry entry : tx.range(key(scope, "export").range(), PAGE, false)) {
                if (MAPPER.readValue(entry.value(), Export.class).stackId().equals(stack.id)) {
                    tx.delete(entry.key());
                }
            }
            for (Export export : exports) {
                tx.put(key(scope, "export").text(export.name()).toBytes(), MAPPER.writeValueAsBytes(export));
            }
            return true;
        });
    }

    private <T> List<T> all(KeyRange range, Class<T> type) {
        return entries(range).stream()
                .map(entry -> MAPPER.readValue(entry.value(), type))
                .toList();
    }

    private List<Entry> entries(KeyRange range) {
        return store.read(tx -> {
            List<Entry> all = new ArrayList<>();
            KeyRange rest = range;
            while (true) {
                List<Entry> page = tx.range(rest, PAGE, false);
                all.addAll(page);
                if (page.size() < PAGE) {
                    return all;
                }
                rest = rest.after(page.getLast().key());
            }
        });
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("cloudformation")
                .text(scope.account())
                .text(scope.region())
                .text(kind);
    }
}
