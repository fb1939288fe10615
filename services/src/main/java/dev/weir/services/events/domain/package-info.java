/** Events, schedules and input transformation: pure rules. */
@NullMarked
package dev.weir.services.events.domain;

import org.jspecify.annotations.NullMarked;
