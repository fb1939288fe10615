/** Rules of REST APIs. */
@NullMarked
package dev.weir.services.apigateway.rest.domain;

import org.jspecify.annotations.NullMarked;
