package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.Receipt;

/**
 * A message that was received.
 *
 * @param handle its receipt handle
 * @param sequence its number in the queue
 */
public record Received(Message message, String handle, Receipt receipt, long sequence) {}
