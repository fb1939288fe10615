/** Serves HTTP APIs. */
@NullMarked
package dev.weir.services.apigateway.v2.plane;

import org.jspecify.annotations.NullMarked;
