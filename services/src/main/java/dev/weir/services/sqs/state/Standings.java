package dev.weir.services.sqs.state;

import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.time.Clock;
import dev.weir.services.sqs.domain.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a message that is still in its queue what it waits for. Reads all messages before it: for people only. */
public final class Standings implements Explains {
    private static final int PAGE = 500;

    private final Clock clock;
    private final Queues queues;

    public Standings(Clock clock, Queues queues) {
        this.clock = clock;
        this.queues = queues;
    }

    /** The search for a message. */
    private static final class Search {
        private final List<MessageStore.Stand> page = new ArrayList<>();
        private MessageStore.@Nullable Stand found;
    }

    @Override
    public List<Explanation> explain(Hop hop) {
        if (!Arn.isArn(hop.target()) || hop.subject().isEmpty()) {
            return List.of();
        }
        return queues.find(Arn.parse(hop.target()))
                .flatMap(owner -> stand(owner, hop.subject()))
                .map(List::of)
                .orElse(List.of());
    }

    private Optional<Explanation> stand(QueueOwner owner, String id) {
        Search search = new Search();
        owner.messages.stands(stand -> {
            search.page.add(stand);
            return search.page.size() < PAGE || !look(owner, search, id);
        });
        boolean unused = look(owner, search, id);
        MessageStore.Stand found = search.found;
        return found == null ? Optional.empty() : Optional.of(explanation(owner, found));
    }

    /** Looks for the message among those of the page. */
    private static boolean look(QueueOwner owner, Search search, String id) {
        if (search.found != null) {
            return true;
        }
        List<@Nullable Message> messages = owner.messages.messages(
                search.page.stream().map(MessageStore.Stand::sequence).toList());
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message != null && message.id().equals(id)) {
                search.found = search.page.get(i);
                return true;
            }
        }
        search.page.clear();
        return false;
    }

    private Explanation explanation(QueueOwner owner, MessageStore.Stand found) {
        long now = clock.millis();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("queue", owner.arn);
        facts.put("sent", Instant.ofEpochMilli(found.sent()).toString());
        facts.put(
                "received",
                Integer.toString(found.receipt() == null ? 0 : found.receipt().count()));
        Instant until = Instant.ofEpochMilli(found.visibleAt());
        if (found.visibleAt() > now) {
            facts.put("until", until.toString());
            return found.receipt() == null
                    ? of(owner, "delayed", now, "it is delayed until " + until, facts)
                    : of(
                            owner,
                            "in-flight",
                            found.receipt().last(),
                            "it was received (" + times(found.receipt().count()) + " so far), not deleted, and is"
                                    + " invisible until " + until,
                            facts);
        }
        if (owner.queue().fifo()) {
            MessageStore.Stand first = firstOfGroup(owner, found);
            if (first.sequence() != found.sequence()) {
                return blocked(owner, found, first, now, facts);
            }
        }
        String how = found.receipt() == null
                ? "nobody has received it"
                : "it was received " + times(found.receipt().count()) + ", came back each time, and waits again";
        return of(owner, "waiting", found.sent(), "it lies in the queue: " + how, facts);
    }

    private static MessageStore.Stand firstOfGroup(QueueOwner owner, MessageStore.Stand of) {
        MessageStore.Stand[] first = {of};
        owner.messages.stands(stand -> {
            boolean before = stand.sequence() < of.sequence() && Objects.equals(stand.group(), of.group());
            first[0] = before ? stand : of;
            return !before && stand.sequence() < of.sequence();
        });
        return first[0];
    }

    private Explanation blocked(
            QueueOwner owner, MessageStore.Stand found, MessageStore.Stand first, long now, Map<String, String> facts) {
        Message before = owner.messages.messages(List.of(first.sequence())).get(0);
        String id = before == null ? "" : before.id();
        facts.put("group", String.valueOf(found.group()));
        facts.put("behind", id);
        boolean hidden = first.visibleAt() > now;
        String until = Instant.ofEpochMilli(first.visibleAt()).toString();
        if (hidden) {
            facts.put("until", until);
        }
        String state = !hidden
                ? "which nobody has received yet"
                : first.receipt() == null ? "which is delayed until " + until : "which is in flight until " + until;
        return of(
                owner,
                "blocked",
                found.sent(),
                "it waits behind message " + id + " of its group " + found.group() + ", " + state,
                facts);
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static Explanation of(QueueOwner owner, String kind, long at, String text, Map<String, String> facts) {
        return new Explanation(kind, owner.arn, Instant.ofEpochMilli(at), text, facts);
    }
}
