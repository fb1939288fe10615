/** HTTP as weir sees it, whatever server carries it. */
@NullMarked
package dev.weir.wire.http;

import org.jspecify.annotations.NullMarked;
