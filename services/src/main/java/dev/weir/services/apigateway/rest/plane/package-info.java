/** Serves REST APIs. */
@NullMarked
package dev.weir.services.apigateway.rest.plane;

import org.jspecify.annotations.NullMarked;
