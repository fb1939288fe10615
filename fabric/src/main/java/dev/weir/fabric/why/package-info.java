/** What services can say of events that did not get on. */
@NullMarked
package dev.weir.fabric.why;

import org.jspecify.annotations.NullMarked;
