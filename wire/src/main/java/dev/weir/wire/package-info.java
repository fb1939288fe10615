/**
 * AWS's wire: from an HTTP exchange to a typed call and back. {@link dev.weir.wire.Dispatcher} is the way in;
 * {@link dev.weir.wire.ServiceRouter} finds service, operation and protocol; one sub-package per format reads and
 * writes; {@code validation} checks; {@code sigv4} reads signatures.
 */
@NullMarked
package dev.weir.wire;

import org.jspecify.annotations.NullMarked;
