/** Event streams: answers that go over the wire event by event. */
@NullMarked
package dev.weir.wire.events;

import org.jspecify.annotations.NullMarked;
