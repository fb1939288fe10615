/** CloudFormation resource types of HTTP APIs. */
@NullMarked
package dev.weir.services.apigateway.v2.resources;

import org.jspecify.annotations.NullMarked;
