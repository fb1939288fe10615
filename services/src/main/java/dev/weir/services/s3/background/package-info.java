/** Clears up what nobody can read any longer. */
@NullMarked
package dev.weir.services.s3.background;

import org.jspecify.annotations.NullMarked;
