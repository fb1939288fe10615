/** Who may call: what authorizers of REST and HTTP APIs have in common. */
@NullMarked
package dev.weir.services.apigateway.auth;

import org.jspecify.annotations.NullMarked;
