/** What all of AWS's protocols share: the contract of a protocol, timestamps, per-service differences. */
@NullMarked
package dev.weir.wire.protocol;

import org.jspecify.annotations.NullMarked;
