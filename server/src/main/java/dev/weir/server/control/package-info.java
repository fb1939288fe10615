/** Weir's own small API under {@code /_weir/}: clock, journal, checkpoints, status; described in docs/control-api.md. */
@NullMarked
package dev.weir.server.control;

import org.jspecify.annotations.NullMarked;
