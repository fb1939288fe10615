/** The operations on REST APIs. */
@NullMarked
package dev.weir.services.apigateway.rest.operations;

import org.jspecify.annotations.NullMarked;
