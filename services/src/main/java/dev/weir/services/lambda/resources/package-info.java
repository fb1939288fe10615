/** CloudFormation resource types. */
@NullMarked
package dev.weir.services.lambda.resources;

import org.jspecify.annotations.NullMarked;
