/** Rules of HTTP APIs. */
@NullMarked
package dev.weir.services.apigateway.v2.domain;

import org.jspecify.annotations.NullMarked;
