/** REST APIs on a kernel whose clock stands still. */
@org.jspecify.annotations.NullMarked
package dev.weir.services.apigateway.rest;
