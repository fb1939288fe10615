/** The operations of Step Functions. */
@NullMarked
package dev.weir.services.states.operations;

import org.jspecify.annotations.NullMarked;
