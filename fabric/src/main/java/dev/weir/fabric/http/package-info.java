/** HTTP as services see it where they serve or call plain HTTP: API Gateway, function URLs, HTTP subscriptions. */
@NullMarked
package dev.weir.fabric.http;

import org.jspecify.annotations.NullMarked;
