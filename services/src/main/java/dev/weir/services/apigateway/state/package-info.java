/** Where APIs of both kinds are kept. */
@NullMarked
package dev.weir.services.apigateway.state;

import org.jspecify.annotations.NullMarked;
