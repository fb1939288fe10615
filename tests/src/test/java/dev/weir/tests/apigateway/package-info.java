/** API Gateway by the SDK and by plain HTTP. */
@NullMarked
package dev.weir.tests.apigateway;

import org.jspecify.annotations.NullMarked;
