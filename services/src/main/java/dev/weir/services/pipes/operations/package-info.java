/** The operations of EventBridge Pipes. */
@NullMarked
package dev.weir.services.pipes.operations;

import org.jspecify.annotations.NullMarked;
