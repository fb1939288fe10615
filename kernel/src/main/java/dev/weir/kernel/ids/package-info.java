/** Ids and chance, decided by the seed in simulation. */
@NullMarked
package dev.weir.kernel.ids;

import org.jspecify.annotations.NullMarked;
