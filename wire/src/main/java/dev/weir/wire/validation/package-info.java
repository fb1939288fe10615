/** Requests checked against their models, with AWS's wording. */
@NullMarked
package dev.weir.wire.validation;

import org.jspecify.annotations.NullMarked;
