/** The CloudFormation resource type of EventBridge Pipes. */
@NullMarked
package dev.weir.services.pipes.resources;

import org.jspecify.annotations.NullMarked;
