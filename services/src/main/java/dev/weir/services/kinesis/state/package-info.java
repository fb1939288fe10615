/** The only place that reads and writes the store, and the owners that order changes. */
@NullMarked
package dev.weir.services.kinesis.state;

import org.jspecify.annotations.NullMarked;
