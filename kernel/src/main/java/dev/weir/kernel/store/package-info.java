/** The small store interface that every engine serves: ordered byte keys, serializable transactions. */
@NullMarked
package dev.weir.kernel.store;

import org.jspecify.annotations.NullMarked;
