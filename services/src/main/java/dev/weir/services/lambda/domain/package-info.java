/** Rules of Lambda that need neither store nor processes. */
@NullMarked
package dev.weir.services.lambda.domain;

import org.jspecify.annotations.NullMarked;
