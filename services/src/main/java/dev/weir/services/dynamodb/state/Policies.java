package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Policies of resources, by ARN. */
public final class Policies {
    private final Kernel kernel;
    private final JsonMapper json = JsonMapper.shared();

    public Policies(Kernel kernel) {
        this.kernel = kernel;
    }

    /** @param revision changes whenever the text does */
    public record Policy(String text, String revision) {}

    /** The policy, or null. */
    public @Nullable Policy get(Arn arn) {
        return kernel.store().read(tx -> get(tx, arn));
    }

    private @Nullable Policy get(ReadTx tx, Arn arn) {
        byte[] stored = tx.get(key(arn));
        return stored == null ? null : json.readValue(stored, Policy.class);
    }

    private static byte[] key(Arn arn) {
        return new Keys(arn.scope()).policy(arn.resource());
    }

    /** @param check looks at the present policy, and throws where it is another than wanted */
    public Policy put(Arn arn, String text, Consumer<@Nullable Policy> check) {
        Policy policy = new Policy(
                text,
                Long.toString(kernel.clock().millis()) + kernel.ids().uuid().substring(0, 4));
        return kernel.store().write(tx -> {
            Policy present = get(tx, arn);
            check.accept(present);
            if (present != null && present.text().equals(text)) {
                return present;
            }
            tx.put(key(arn), json.writeValueAsBytes(policy));
            return policy;
        });
    }

    /** Removes the policy and returns it; null where there was none. */
    public @Nullable Policy delete(Arn arn, Consumer<@Nullable Policy> check) {
        return kernel.store().write(tx -> {
            Policy present = get(tx, arn);
            check.accept(present);
            tx.delete(key(arn));
            return present;
        });
    }
}
