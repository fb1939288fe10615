/** What runs by itself: calls of functions, queued calls, event source mappings. */
@NullMarked
package dev.weir.services.lambda.background;

import org.jspecify.annotations.NullMarked;
