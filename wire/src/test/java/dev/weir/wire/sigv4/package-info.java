@NullMarked
package dev.weir.wire.sigv4;

import org.jspecify.annotations.NullMarked;
