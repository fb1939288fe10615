/** awsJson 1.0 and 1.1, and the JSON bodies of restJson1. */
@NullMarked
package dev.weir.wire.json;

import org.jspecify.annotations.NullMarked;
