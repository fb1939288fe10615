/** CloudFormation resource types. */
@NullMarked
package dev.weir.services.applicationautoscaling.resources;

import org.jspecify.annotations.NullMarked;
