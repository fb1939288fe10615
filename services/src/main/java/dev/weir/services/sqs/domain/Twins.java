package dev.weir.services.sqs.domain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a FIFO queue took in the last five minutes, so that a repeated send is answered but not kept. Source: Amazon SQS
 * Developer Guide, "Using the message deduplication ID in Amazon SQS".
 */
public final class Twins {
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /**
     * A message that was taken.
     *
     * @param key its deduplication id, with its group where the queue's scope is the group
     * @param until when the window ends, in milliseconds
     */
    public record Twin(String key, String messageId, long sequence, long until) {}

    private final Map<String, Twin> known = new HashMap<>();
    private final ArrayDeque<Twin> byEnd = new ArrayDeque<>();

    /** The message that this one repeats, or null. */
    public @Nullable Twin of(String key, long now) {
        Twin twin = known.get(key);
        return twin == null || twin.until <= now ? null : twin;
    }

    /** Remembers a message; windows end in the order in which they are added. */
    public void add(Twin twin) {
        known.put(twin.key, twin);
        byEnd.addLast(twin);
    }

    /** Forgets up to {@code max} of those whose window has ended. */
    public List<Twin> expire(long now, int max) {
        List<Twin> ended = new ArrayList<>();
        for (Twin next = byEnd.peekFirst();
                next != null && next.until <= now && ended.size() < max;
                next = byEnd.peekFirst()) {
            byEnd.pollFirst();
            if (known.remove(next.key, next)) {
                ended.add(next);
            }
        }
        return ended;
    }

    public void clear() {
        known.clear();
        byEnd.clear();
    }

    /** The key under which a message of the queue is a twin of others. */
    public static String key(Queue queue, Message message) {
        String id = message.deduplicationId() == null ? "" : message.deduplicationId();
        return queue.groupScope() ? message.group() + "\n" + id : id;
    }
}
