/** Durable delivery from ARN to ARN: outbox, retries with back-off, dead letters. */
@NullMarked
package dev.weir.fabric.delivery;

import org.jspecify.annotations.NullMarked;
