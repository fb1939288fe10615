/** CloudFormation resource types of EventBridge. */
@NullMarked
package dev.weir.services.events.resources;

import org.jspecify.annotations.NullMarked;
