/** Where HTTP APIs are kept. */
@NullMarked
package dev.weir.services.apigateway.v2.state;

import org.jspecify.annotations.NullMarked;
