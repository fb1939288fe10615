/** Why did nothing happen? */
@NullMarked
package dev.weir.tests.why;

import org.jspecify.annotations.NullMarked;
