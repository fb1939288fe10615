/** All that reads or writes the store. */
@NullMarked
package dev.weir.services.applicationautoscaling.state;

import org.jspecify.annotations.NullMarked;
