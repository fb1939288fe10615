/** Stacks, change sets and events in the store; the only place that touches it. */
@NullMarked
package dev.weir.deploy.cloudformation.state;

import org.jspecify.annotations.NullMarked;
