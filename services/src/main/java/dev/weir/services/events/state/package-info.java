/** Buses and rules in the store; the only place that touches it. */
@NullMarked
package dev.weir.services.events.state;

import org.jspecify.annotations.NullMarked;
