/** What runs concurrently: virtual threads in live mode, one seeded order in simulation. */
@NullMarked
package dev.weir.kernel.tasks;

import org.jspecify.annotations.NullMarked;
