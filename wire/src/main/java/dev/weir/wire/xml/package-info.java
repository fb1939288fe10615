/** XML bodies, read and written. */
@NullMarked
package dev.weir.wire.xml;

import org.jspecify.annotations.NullMarked;
