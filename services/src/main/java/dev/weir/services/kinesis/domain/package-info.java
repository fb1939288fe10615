/** The rules of streams and shards: hash keys, sequence numbers, limits, splits and merges. The JDK and nothing else. */
@NullMarked
package dev.weir.services.kinesis.domain;

import org.jspecify.annotations.NullMarked;
