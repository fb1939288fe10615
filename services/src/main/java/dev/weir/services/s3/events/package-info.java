/** Event notifications: which configuration an event matches, what is sent, and to whom. */
@NullMarked
package dev.weir.services.s3.events;

import org.jspecify.annotations.NullMarked;
