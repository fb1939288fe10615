/** A month of an application's life in a moment. */
@NullMarked
package dev.weir.tests.month;

import org.jspecify.annotations.NullMarked;
