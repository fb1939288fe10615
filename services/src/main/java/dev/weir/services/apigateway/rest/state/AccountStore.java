package dev.weir.services.apigateway.rest.state;

import dev.weir.api.apigateway.Account;
import dev.weir.api.apigateway.ThrottleSettings;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.services.apigateway.proxy.Records;
import java.util.List;
import java.util.function.UnaryOperator;

/** An account's settings: {@code apigateway "account" account region}. */
public final class AccountStore {
    private static final Account DEFAULT = Account.builder()
            .apiKeyVersion("4")
            .features(List.of("UsagePlans"))
            .throttleSettings(ThrottleSettings.builder()
                    .burstLimit(5000)
                    .rateLimit(10_000.0)
                    .build())
            .build();

    private final Store store;

    public AccountStore(Store store) {
        this.store = store;
    }

    public Account get(Scope scope) {
        return store.read(tx -> get(tx, scope));
    }

    private static Account get(ReadTx tx, Scope scope) {
        byte[] value = tx.get(key(scope));
        return value == null ? DEFAULT : Records.read(value, Account.class);
    }

    public Account change(Scope scope, UnaryOperator<Account> change) {
        return store.write(tx -> {
            Account changed = change.apply(get(tx, scope));
            tx.put(key(scope), Records.write(changed));
            return changed;
        });
    }

    private static byte[] key(Scope scope) {
        return Key.of("apigateway")
                .text("account")
                .text(scope.account())
                .text(scope.region())
                .toBytes();
    }
}
