/** CloudFormation resource types. */
@NullMarked
package dev.weir.services.dynamodb.resources;

import org.jspecify.annotations.NullMarked;
