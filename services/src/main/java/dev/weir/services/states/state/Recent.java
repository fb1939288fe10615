package dev.weir.services.states.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What was made of keys of late; for what depends on its key alone, so that it never goes out of date. */
final class Recent<K, V> {
    private static final int MOST = 500;

    private final Map<K, V> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };

    V of(K key, Function<K, V> how) {
        synchronized (made) {
            V known = made.get(key);
            if (known != null) {
                return known;
            }
        }
        V value = how.apply(key);
        synchronized (made) {
            made.put(key, value);
        }
        return value;
    }
}
