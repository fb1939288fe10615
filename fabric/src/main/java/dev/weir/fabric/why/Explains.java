package dev.weir.fabric.why;

import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Hop;
import java.util.List;

/** What a service knows of events that came to it and went no further, beyond what the journal says. */
public interface Explains {
    /**
     * Why what the hop is about has not got on since; a hop that came to one of the service's own ARNs.
     *
     * @return empty where nothing stands in its way
     */
    List<Explanation> explain(Hop hop);

    /**
     * Who would read from the queue or stream, and does not at present.
     *
     * @return one for each reader that is off
     */
    default List<Explanation> idleReaders(Arn source) {
        return List.of();
    }

    /**
     * Why what lies at one of the service's own ARNs (a schedule, a rule, a mapping) does nothing by itself at present.
     *
     * @return empty where nothing keeps it from its work
     */
    default List<Explanation> standing(Arn arn) {
        return List.of();
    }
}
