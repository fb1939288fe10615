/**
 * The only place that reads or writes the store for SNS. Under {@code sns/account/region}: {@code t/name} a topic,
 * {@code s/topic/id} its subscriptions, {@code e/topic/protocol/endpoint} the subscription of an endpoint, {@code
 * k/token} the subscription that a token confirms, {@code n/topic} the counter of a FIFO topic's sequence numbers,
 * {@code d/topic/key} what it took in the last five minutes and {@code x/topic/until/key} when that ends,
 * {@code z/topic/id} subscriptions that were ended and may be restored, {@code r/topic/id} when a throttled one may be
 * delivered to next, {@code o/number} who opted out, {@code a} the settings for text messages, {@code p/number} the
 * sandbox's numbers, {@code m/topic/time/sequence} a FIFO topic's archive, {@code y/topic/id} a subscription's replay. {@code
 * sns/signing} is the key that messages are signed with.
 */
@NullMarked
package dev.weir.services.sns.state;

import org.jspecify.annotations.NullMarked;
