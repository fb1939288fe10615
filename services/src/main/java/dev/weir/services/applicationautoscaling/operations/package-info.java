/** One class a family of operations. */
@NullMarked
package dev.weir.services.applicationautoscaling.operations;

import org.jspecify.annotations.NullMarked;
