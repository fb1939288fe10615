package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Message;
import java.time.Duration;

/**
 * A message that is to be sent.
 *
 * @param message checked; its hop is not known yet
 * @param delay before it may be received
 * @param source the ARN that sends it; empty for a caller from outside
 * @param again whether it comes back from a dead-letter queue: it is no twin of itself then
 */
public record Draft(Message message, Duration delay, String source, boolean again) {}
