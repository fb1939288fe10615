package dev.weir.services.iam.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.iam.IamErrors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Roles, policies and attachments by account.
 *
 * <pre>
 * iam account "role"     name          a role
 * iam account "policy"   arn           a managed policy
 * iam account "attached" arn role      nothing: the policy is attached to the role
 * iam account "attachments" arn        a counter: to how many
 * </pre>
 */
public final class IamStore {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final byte[] NOTHING = new byte[0];

    private final Store store;

    public IamStore(Store store) {
        this.store = store;
    }

    public RoleState role(Scope scope, String name) {
        return store.read(tx -> role(tx, scope, name)).orElseThrow(() -> IamErrors.noRole(name));
    }

    private static Optional<RoleState> role(ReadTx tx, Scope scope, String name) {
        byte[] value = tx.get(key(scope, "role").text(name).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, RoleState.class));
    }

    public List<RoleState> roles(Scope scope, @Nullable String after, int limit) {
        return page(key(scope, "role"), after, limit, RoleState.class);
    }

    public void create(Scope scope, RoleState role) {
        store.write(tx -> {
            if (role(tx, scope, role.name()).isPresent()) {
                throw IamErrors.roleExists(role.name());
            }
            put(tx, scope, role);
            return true;
        });
    }

    public RoleState change(Scope scope, String name, UnaryOperator<RoleState> change) {
        return store.write(tx -> {
            RoleState role = role(tx, scope, name).orElseThrow(() -> IamErrors.noRole(name));
            RoleState changed = change.apply(role);
            put(tx, scope, changed);
            attachments(tx, scope, role, changed);
            return changed;
        });
    }

    private static void attachments(WriteTx tx, Scope scope, RoleState before, RoleState after) {
        for (String arn : before.attached()) {
            if (!after.attached().contains(arn)) {
                tx.delete(key(scope, "attached").text(arn).text(before.name()).toBytes());
                long unused = tx.add(key(scope, "attachments").text(arn).toBytes(), -1);
            }
        }
        for (String arn : after.attached()) {
            if (!before.attached().contains(arn)) {
                if (!managed(arn) && policy(tx, scope, arn).isEmpty()) {
                    throw IamErrors.notAttachable(arn);
                }
                tx.put(key(scope, "attached").text(arn).text(after.name()).toBytes(), NOTHING);
                long unused = tx.add(key(scope, "attachments").text(arn).toBytes(), 1);
            }
        }
    }

    /** Whether it is one of AWS's own policies. */
    public static boolean managed(String arn) {
        return arn.startsWith("arn:aws:iam::aws:policy/");
    }

    /** @param deletable throws the error to answer with where it is not */
    public void deleteRole(Scope scope, String name, Consumer<RoleState> deletable) {
        store.write(tx -> {
            deletable.accept(role(tx, scope, name).orElseThrow(() -> IamErrors.noRole(name)));
            tx.delete(key(scope, "role").text(name).toBytes());
            return true;
        });
    }

    public PolicyState policy(Scope scope, String arn) {
        return store.read(tx -> policy(tx, scope, arn)).orElseThrow(() -> IamErrors.noPolicy(arn));
    }

    private static Optional<PolicyState> policy(ReadTx tx, Scope scope, String arn) {
        byte[] value = tx.get(key(scope, "policy").text(arn).toBytes());
        return value == null ? Optional.empty() : Optional.of(MAPPER.readValue(value, PolicyState.class));
    }

    public List<PolicyState> policies(Scope scope, @Nullable String after, int limit) {
        return page(key(scope, "policy"), after, limit, PolicyState.class);
    }

    public void create(Scope scope, PolicyState policy) {
        store.write(tx -> {
            if (policy(tx, scope, policy.arn()).isPresent()) {
                throw IamErrors.policyExists(policy.name());
            }
            tx.put(key(scope, "policy").text(policy.arn()).toBytes(), MAPPER.writeValueAsBytes(policy));
            return true;
        });
    }

    public PolicyState changePolicy(Scope scope, String arn, UnaryOperator<PolicyState> change) {
        return store.write(tx -> {
            PolicyState changed = change.apply(policy(tx, scope, arn).orElseThrow(() -> IamErrors.noPolicy(arn)));
            tx.put(key(scope, "policy").text(arn).toBytes(), MAPPER.writeValueAsBytes(changed));
            return changed;
        });
    }

    public void deletePolicy(Scope scope, String arn) {
        store.write(tx -> {
            PolicyState policy = policy(tx, scope, arn).orElseThrow(() -> IamErrors.noPolicy(arn));
            if (!tx.range(key(scope, "attached").text(arn).range(), 1, false).isEmpty()) {
                throw IamErrors.policyInUse();
            }
            if (policy.versions().size() > 1) {
                throw IamErrors.policyHasVersions();
            }
            tx.delete(key(scope, "policy").text(arn).toBytes());
            return true;
        });
    }

    /** To how many roles a policy is attached. */
    public int attachments(Scope scope, String arn) {
        byte[] count =
                store.read(tx -> tx.get(key(scope, "attachments").text(arn).toBytes()));
        return count == null ? 0 : Math.toIntExact(ByteBuffer.wrap(count).getLong());
    }

    /** The roles that a policy is attached to, in order of their names, after a name. */
    public List<RoleState> attachedTo(Scope scope, String arn, @Nullable String after, int limit) {
        Key attached = key(scope, "attached").text(arn);
        byte[] prefix = attached.toBytes();
        KeyRange range = attached.range();
        KeyRange wanted =
                after == null ? range : range.after(attached.text(after).toBytes());
        return store.read(tx -> tx.range(wanted, limit, false).stream()
                .map(entry -> role(tx, scope, name(entry, prefix.length)))
                .flatMap(Optional::stream)
                .toList());
    }

    private static String name(Entry entry, int prefix) {
        return new String(entry.key(), prefix, entry.key().length - prefix - 2, StandardCharsets.UTF_8);
    }

    private static void put(WriteTx tx, Scope scope, RoleState role) {
        tx.put(key(scope, "role").text(role.name()).toBytes(), MAPPER.writeValueAsBytes(role));
    }

    private <T> List<T> page(Key prefix, @Nullable String after, int limit, Class<T> type) {
        KeyRange range = prefix.range();
        KeyRange wanted = after == null ? range : range.after(prefix.text(after).toBytes());
        return store.read(tx -> tx.range(wanted, limit, false)).stream()
                .map(entry -> MAPPER.readValue(entry.value(), type))
                .toList();
    }

    private static Key key(Scope scope, String kind) {
        return Key.of("iam").text(scope.account()).text(kind);
    }
}
