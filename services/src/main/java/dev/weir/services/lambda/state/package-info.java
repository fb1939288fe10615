/** The only place of this service that touches the store. */
@NullMarked
package dev.weir.services.lambda.state;

import org.jspecify.annotations.NullMarked;
