/** What Step Functions keeps, read back. */
@NullMarked
package dev.weir.services.states.state;

import org.jspecify.annotations.NullMarked;
