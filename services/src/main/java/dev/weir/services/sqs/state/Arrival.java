package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the index.
 *
 * @param receipt its last one in the queue that it comes from
 */
record Arrival(
        long sequence,
        long sent,
        long visibleAt,
        @Nullable String group,
        @Nullable Receipt receipt) {}
