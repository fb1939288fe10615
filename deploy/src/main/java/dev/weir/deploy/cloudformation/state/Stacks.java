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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * cloudformation account region "change-of" id name    the id of the stack's change set of that name
 * cloudformation account region "export" name          the stack's id and the value
 * cloudformation account region "export-of" id name    nothing: the export is the stack's
 * cloudformation account region "import" name id       the name of the stack that imports
 * cloudformation-busy                    id            the id of a stack whose operation is under way
 * </pre>
 */
public final class Stacks {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int PAGE = 1000;
    private static final byte[] NOTHING = new byte[0];
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
        return entries(BUSY).stream().map(Stacks::text).toList();
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
            tx.put(
                    key(scope, "change-of")
                            .text(changeSet.stackId())
                            .text(changeSet.name())
                            .toBytes(),
                    changeSet.id().getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    public void removeChangeSet(Scope scope, ChangeSet changeSet) {
        store.write(tx -> {
            tx.delete(key(scope, "change").text(changeSet.id()).toBytes());
            tx.delete(key(scope, "change-of")
                    .text(changeSet.stackId())
                    .text(changeSet.name())
                    .toBytes());
            return true;
        });
    }

    /** The change sets of a stack, in order of their names. */
    public List<ChangeSet> changeSets(Scope scope, String stackId) {
        return entries(key(scope, "change-of").text(stackId).range()).stream()
                .flatMap(entry -> changeSet(scope, text(entry), null).stream())
                .toList();
    }

    /** By ARN, or by name within the stack. */
    public Optional<ChangeSet> changeSet(Scope scope, String nameOrId, @Nullable String stackId) {
        return store.read(tx -> {
            String id = nameOrId;
            if (!nameOrId.startsWith("arn:")) {
                byte[] named = stackId == null
                        ? null
                        : tx.get(key(scope, "change-of")
                                .text(stackId)
                                .text(nameOrId)
                                .toBytes());
                if (named == null) {
                    return Optional.<ChangeSet>empty();
                }
                id = new String(named, StandardCharsets.UTF_8);
            }
            byte[] value = tx.get(key(scope, "change").text(id).toBytes());
            return value == null ? Optional.<ChangeSet>empty() : Optional.of(MAPPER.readValue(value, ChangeSet.class));
        });
    }

    public Optional<Export> export(Scope scope, String name) {
        byte[] value = store.read(tx -> tx.get(key(scope, "export").text(name).toBytes()));
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, Export.class));
    }

    public List<Export> exports(Scope scope) {
        return all(key(scope, "export").range(), Export.class);
    }

    /** What a stack exports now. */
    public List<Export> exportsOf(Scope scope, String stackId) {
        return store.read(tx -> exportsOf(tx, scope, stackId));
    }

    private static List<Export> exportsOf(ReadTx tx, Scope scope, String stackId) {
        byte[] prefix = key(scope, "export-of").text(stackId).toBytes();
        List<Export> exports = new ArrayList<>();
        for (Entry entry : tx.range(KeyRange.prefix(prefix), PAGE, false)) {
            byte[] value = tx.get(key(scope, "export")
                    .raw(Arrays.copyOfRange(entry.key(), prefix.length, entry.key().length))
                    .toBytes());
            if (value != null) {
                exports.add(MAPPER.readValue(value, Export.class));
            }
        }
        return exports;
    }

    /**
     * Makes the stack's exports these: as many as a template has outputs, which are 200 at most.
     *
     * @return the export of another stack that has one of the names; nothing has changed then
     */
    public Optional<Export> exports(Scope scope, Stack stack, List<Export> exports) {
        return store.write(tx -> {
            for (Export export : exports) {
                byte[] known = tx.get(key(scope, "export").text(export.name()).toBytes());
                if (known != null) {
                    Export taken = MAPPER.readValue(known, Export.class);
                    if (!taken.stackId().equals(stack.id)) {
                        return Optional.of(taken);
                    }
                }
            }
            for (Export before : exportsOf(tx, scope, stack.id)) {
                tx.delete(key(scope, "export").text(before.name()).toBytes());
            }
            Key of = key(scope, "export-of").text(stack.id);
            tx.deleteRange(of.range());
            for (Export export : exports) {
                tx.put(key(scope, "export").text(export.name()).toBytes(), MAPPER.writeValueAsBytes(export));
                tx.put(
                        key(scope, "export-of")
                                .text(stack.id)
                                .text(export.name())
                                .toBytes(),
                        NOTHING);
            }
            return Optional.empty();
        });
    }

    /** Keeps what the stack imports, and forgets what of {@code before} it imports no more. */
    public void imports(Scope scope, Stack stack, Set<String> before) {
        store.write(tx -> {
            for (String name : before) {
                if (!stack.imports.contains(name)) {
                    tx.delete(key(scope, "import").text(name).text(stack.id).toBytes());
                }
            }
            for (String name : stack.imports) {
                tx.put(
                        key(scope, "import").text(name).text(stack.id).toBytes(),
                        stack.name.getBytes(StandardCharsets.UTF_8));
            }
            return true;
        });
    }

    /** Names of the stacks that import an export. */
    public List<String> importers(Scope scope, String export) {
        return entries(key(scope, "import").text(export).range()).stream()
                .map(Stacks::text)
                .toList();
    }

    /** The name of one stack that imports an export. */
    public Optional<String> importer(Scope scope, String export) {
        KeyRange all = key(scope, "import").text(export).range();
        return store.read(tx -> tx.range(all, 1, false)).stream()
                .map(Stacks::text)
                .findFirst();
    }

    private static String text(Entry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
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
