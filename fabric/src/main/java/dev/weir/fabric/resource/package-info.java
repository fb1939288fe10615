/** How a service offers its CloudFormation resource types. */
@NullMarked
package dev.weir.fabric.resource;

import org.jspecify.annotations.NullMarked;
