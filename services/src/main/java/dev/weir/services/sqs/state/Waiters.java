package dev.weir.services.sqs.state;

import dev.weir.kernel.tasks.Signal;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Long polls that wait for messages, longest waiting first. Used under the queue's lock. */
final class Waiters {
    private final Set<Signal> line = new LinkedHashSet<>();

    void join(Signal waiter) {
        line.add(waiter);
    }

    /** Whether it still stood in line: it was not woken. */
    boolean leave(Signal waiter) {
        return line.remove(waiter);
    }

    /** Wakes as many as there are messages; each of them looks again. */
    void wake(int messages) {
        Iterator<Signal> next = line.iterator();
        for (int i = 0; i < messages && next.hasNext(); i++) {
            Signal waiter = next.next();
            next.remove();
            waiter.raise();
        }
    }

    void wakeAll() {
        wake(line.size());
    }
}
