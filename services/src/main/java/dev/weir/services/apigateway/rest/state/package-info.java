/** Where REST APIs are kept. */
@NullMarked
package dev.weir.services.apigateway.rest.state;

import org.jspecify.annotations.NullMarked;
