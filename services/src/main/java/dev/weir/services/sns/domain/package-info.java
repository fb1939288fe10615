/**
 * What topics, subscriptions and messages are: filter policies ({@link dev.weir.services.sns.domain.FilterPolicy}) and
 * the text that is signed ({@link dev.weir.services.sns.domain.Notification}), without store, wire or clock.
 */
@NullMarked
package dev.weir.services.sns.domain;

import org.jspecify.annotations.NullMarked;
