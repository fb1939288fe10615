/** Log groups, streams and events in the store; the only place that touches it. */
@NullMarked
package dev.weir.services.logs.state;

import org.jspecify.annotations.NullMarked;
