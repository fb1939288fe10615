/** EventBridge's API operations. */
@NullMarked
package dev.weir.services.events.operations;

import org.jspecify.annotations.NullMarked;
