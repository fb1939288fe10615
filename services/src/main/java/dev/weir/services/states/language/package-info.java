/** The Amazon States Language as written: definitions, read and checked. */
@NullMarked
package dev.weir.services.states.language;

import org.jspecify.annotations.NullMarked;
