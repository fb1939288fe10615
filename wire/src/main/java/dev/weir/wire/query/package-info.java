/** awsQuery: form parameters in, XML out. */
@NullMarked
package dev.weir.wire.query;

import org.jspecify.annotations.NullMarked;
