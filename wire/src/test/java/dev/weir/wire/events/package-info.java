@NullMarked
package dev.weir.wire.events;

import org.jspecify.annotations.NullMarked;
