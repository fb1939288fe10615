package dev.weir.fabric;

import dev.weir.kernel.journal.Cause;

/**
 * What became of a delivery that was taken.
 *
 * @param id the message, event or request id that the target gave it
 * @param cause the hop that the target journalled
 */
public record Delivered(String id, Cause cause) {}
