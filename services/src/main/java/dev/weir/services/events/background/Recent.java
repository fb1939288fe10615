package dev.weir.services.events.background;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The last events as they were, so that one can be told why a rule did not match; bounded, and no state. */
final class Recent {
    private static final int MOST = 2_000;
    private static final long MOST_CHARACTERS = 4L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> events = new LinkedHashMap<>();
    private long characters;

    void keep(String id, String event) {
        if (event.length() > MOST_CHARACTERS) {
            return;
        }
        lock.lock();
        try {
            String before = events.put(id, event);
            characters += event.length() - (before == null ? 0 : before.length());
            while (events.size() > MOST || characters > MOST_CHARACTERS) {
                Map.Entry<String, String> oldest = events.entrySet().iterator().next();
                characters -= oldest.getValue().length();
                events.remove(oldest.getKey());
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<String> of(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(events.get(id));
        } finally {
            lock.unlock();
        }
    }
}
