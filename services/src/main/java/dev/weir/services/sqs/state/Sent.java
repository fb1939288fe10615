package dev.weir.services.sqs.state;

import dev.weir.kernel.journal.Cause;

/**
 * A message that was taken, or answered as the twin of an earlier one.
 *
 * @param messageId of the twin where it was one
 * @param sequence its number in the queue
 */
public record Sent(String messageId, long sequence, Cause cause) {}
