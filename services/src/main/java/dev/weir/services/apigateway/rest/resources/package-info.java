/** CloudFormation resource types of REST APIs. */
@NullMarked
package dev.weir.services.apigateway.rest.resources;

import org.jspecify.annotations.NullMarked;
