/** rpcv2Cbor, and the older CBOR bodies of Kinesis. */
@NullMarked
package dev.weir.wire.cbor;

import org.jspecify.annotations.NullMarked;
