/** The rules of shards and sequence numbers. */
@NullMarked
package dev.weir.services.kinesis.domain;

import org.jspecify.annotations.NullMarked;
