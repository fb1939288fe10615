package dev.weir.services.states.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Versions and aliases of state machines in the store. */
public final class Releases {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final int ALL = 10_000;

    private Releases() {}

    /**
     * What an ARN leads to; null where there is no such thing.
     *
     * @param chance between 0 and 1, asked where an alias has two versions
     */
    public static @Nullable Selected select(ReadTx tx, Arn arn, DoubleSupplier chance) {
        String[] parts = arn.resource().split(":");
        if (parts.length < 2 || parts.length > 3 || !parts[0].equals("stateMachine")) {
            return null;
        }
        if (parts.length == 2) {
            MachineRecord machine = StatesStore.machine(tx, arn.scope(), parts[1]);
            return machine == null ? null : new Selected(machine, null, null, null);
        }
        Integer number = number(parts[2]);
        if (number != null) {
            VersionRecord version = version(tx, arn.scope(), parts[1], number);
            return version == null ? null : new Selected(version.machine(), number, null, null);
        }
        AliasRecord alias = alias(tx, arn.scope(), parts[1], parts[2]);
        if (alias == null) {
            return null;
        }
        int chosen = alias.routes().getFirst().version();
        if (alias.routes().size() > 1
                && chance.getAsDouble() * 100 >= alias.routes().getFirst().weight()) {
            chosen = alias.routes().get(1).version();
        }
        VersionRecord version = version(tx, arn.scope(), parts[1], chosen);
        return version == null ? null : new Selected(version.machine(), chosen, alias.name(), null);
    }

    /** The number of a version as ARNs have it; null where the text is none. */
    public static @Nullable Integer number(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Integer.valueOf(text) : null;
    }

    public static @Nullable VersionRecord version(ReadTx tx, Scope scope, String machine, int number) {
        byte[] value = tx.get(versions(scope, machine).number(number).toBytes());
        return value == null ? null : MAPPER.readValue(value, VersionRecord.class);
    }

    public static void put(WriteTx tx, VersionRecord version) {
        MachineRecord machine = version.machine();
        tx.put(
                versions(machine.scope(), machine.name())
                        .number(version.number())
                        .toBytes(),
                MAPPER.writeValueAsBytes(version));
    }

    public static void delete(WriteTx tx, VersionRecord version) {
        MachineRecord machine = version.machine();
        tx.delete(versions(machine.scope(), machine.name())
                .number(version.number())
                .toBytes());
    }

    /**
     * Versions of a state machine, newest first.
     *
     * @param before the number under which to begin; null for the newest
     */
    public static List<VersionRecord> versions(
            ReadTx tx, Scope scope, String machine, @Nullable Integer before, int limit) {
        Key parent = versions(scope, machine);
        KeyRange range = before == null
                ? parent.range()
                : parent.range().before(parent.number(before).toBytes());
        List<VersionRecord> found = new ArrayList<>();
        for (Entry entry : tx.range(range, limit, true)) {
            found.add(MAPPER.readValue(entry.value(), VersionRecord.class));
        }
        return found;
    }

    public static @Nullable AliasRecord alias(ReadTx tx, Scope scope, String machine, String name) {
        byte[] value = tx.get(aliases(scope, machine).text(name).toBytes());
        return value == null ? null : MAPPER.readValue(value, AliasRecord.class);
    }

    public static void put(WriteTx tx, AliasRecord alias) {
        tx.put(aliases(alias.scope(), alias.machine()).text(alias.name()).toBytes(), MAPPER.writeValueAsBytes(alias));
    }

    public static void delete(WriteTx tx, AliasRecord alias) {
        tx.delete(aliases(alias.scope(), alias.machine()).text(alias.name()).toBytes());
    }

    /** All aliases of a state machine, by name: AWS lets it have at most a hundred. */
    public static List<AliasRecord> aliases(ReadTx tx, Scope scope, String machine) {
        List<AliasRecord> found = new ArrayList<>();
        for (Entry entry : tx.range(aliases(scope, machine).range(), ALL, false)) {
            found.add(MAPPER.readValue(entry.value(), AliasRecord.class));
        }
        return found;
    }

    /** Forgets all versions and aliases of a state machine. */
    public static void forget(WriteTx tx, MachineRecord machine) {
        tx.deleteRange(versions(machine.scope(), machine.name()).range());
        tx.deleteRange(aliases(machine.scope(), machine.name()).range());
    }

    private static Key versions(Scope scope, String machine) {
        return space(scope, "version").text(machine);
    }

    private static Key aliases(Scope scope, String machine) {
        return space(scope, "alias").text(machine);
    }

    private static Key space(Scope scope, String kind) {
        return Key.of("states").text(scope.account()).text(scope.region()).text(kind);
    }
}
