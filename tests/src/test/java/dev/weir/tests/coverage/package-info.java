/** Every operation of every model: done, or refused by name. */
@NullMarked
package dev.weir.tests.coverage;

import org.jspecify.annotations.NullMarked;
