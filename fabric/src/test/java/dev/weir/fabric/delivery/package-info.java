/** Deliveries that succeed, fail for a while, and fail for good. */
@NullMarked
package dev.weir.fabric.delivery;

import org.jspecify.annotations.NullMarked;
