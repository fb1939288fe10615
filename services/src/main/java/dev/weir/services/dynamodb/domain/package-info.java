/** Values, items and keys: pure rules. */
@NullMarked
package dev.weir.services.dynamodb.domain;

import org.jspecify.annotations.NullMarked;
