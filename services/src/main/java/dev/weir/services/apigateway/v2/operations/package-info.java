/** The operations on HTTP APIs. */
@NullMarked
package dev.weir.services.apigateway.v2.operations;

import org.jspecify.annotations.NullMarked;
