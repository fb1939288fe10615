package dev.weir.wire.cbor;

import dev.weir.wire.protocol.Limits;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Parsers and generators of CBOR, bounded in depth. */
final class CborFactories {
    static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEFAULT.depth())
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private CborFactories() {}
}
