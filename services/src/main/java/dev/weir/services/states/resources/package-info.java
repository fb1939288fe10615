/** Step Functions' CloudFormation resource types. */
@NullMarked
package dev.weir.services.states.resources;

import org.jspecify.annotations.NullMarked;
