@org.jspecify.annotations.NullMarked
package dev.weir.services.apigateway.proxy;
