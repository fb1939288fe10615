/** Kinesis on a kernel in memory. */
@NullMarked
package dev.weir.services.kinesis;

import org.jspecify.annotations.NullMarked;
