/** The operations of the schema registry. */
@NullMarked
package dev.weir.services.schemas.operations;

import org.jspecify.annotations.NullMarked;
