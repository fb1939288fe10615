/** Registries, schemas and discoverers in the store. */
@NullMarked
package dev.weir.services.schemas.state;

import org.jspecify.annotations.NullMarked;
