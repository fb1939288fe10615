/** Shapes of events, and how schemas say them: pure rules. */
@NullMarked
package dev.weir.services.schemas.domain;

import org.jspecify.annotations.NullMarked;
