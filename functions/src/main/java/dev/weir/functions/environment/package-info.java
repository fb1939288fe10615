/** Execution environments and their pool. */
@NullMarked
package dev.weir.functions.environment;

import org.jspecify.annotations.NullMarked;
