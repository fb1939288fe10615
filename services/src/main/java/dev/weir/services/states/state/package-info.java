/** State machines, executions, their histories and activities in the store. */
@NullMarked
package dev.weir.services.states.state;

import org.jspecify.annotations.NullMarked;
