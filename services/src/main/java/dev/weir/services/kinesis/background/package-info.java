/** What timers lead to: changes of status, resharding, trimming. */
@NullMarked
package dev.weir.services.kinesis.background;

import org.jspecify.annotations.NullMarked;
