/** What would leave weir for a person, captured instead: mail and text messages. */
@NullMarked
package dev.weir.fabric.capture;

import org.jspecify.annotations.NullMarked;
