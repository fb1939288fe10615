/**
 * Amazon SNS: topics, subscriptions, and what is published.
 *
 * <p>A publication is one transaction that enqueues a delivery for each subscription whose filter lets it pass; the
 * fabric's outbox tries, repeats and dead-letters them. A queue is delivered to directly; an HTTP endpoint and a
 * function by way of their subscription's ARN, behind which {@link dev.weir.services.sns.operations.LastMile} stands.
 * FIFO topics give sequence numbers and keep each group's order, since the outbox does.
 *
 * <p>To read: {@code domain.Topic}, {@code domain.Subscription}, {@code domain.FilterPolicy}, {@code
 * operations.Publisher}, {@code operations.Envelope}, {@code operations.LastMile}. Keys: package {@code state}.
 *
 * <p>Known differences from AWS:
 *
 * <ul>
 *   <li>Subscriptions of the protocols sms, application and firehose, publishing to phone numbers and device endpoints,
 *       message archiving and replay, and message data protection are refused by name.
 *   <li>Subscriptions of email and email-json stay unconfirmed, since weir sends no mail.
 *   <li>Of delivery policies, the number of retries is obeyed; the waiting times are AWS's default.
 *   <li>Policies are stored and returned, and not enforced.
 *   <li>Messages are signed with a key of weir's own, whose certificate it serves over plain HTTP; libraries that insist
 *       on a certificate from {@code amazonaws.com} refuse it.
 *   <li>Ending an HTTP subscription sends no {@code UnsubscribeConfirmation}.
 * </ul>
 */
@NullMarked
package dev.weir.services.sns;

import org.jspecify.annotations.NullMarked;
