/** What REST and HTTP APIs have in common: addresses, routes, Lambda proxy events and answers, throttling. */
@NullMarked
package dev.weir.services.apigateway.proxy;

import org.jspecify.annotations.NullMarked;
