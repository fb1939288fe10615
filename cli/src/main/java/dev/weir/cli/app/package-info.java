/** Applications: deployed, driven with traffic, and explained afterwards. */
@NullMarked
package dev.weir.cli.app;

import org.jspecify.annotations.NullMarked;
