@NullMarked
package dev.weir.wire.validation;

import org.jspecify.annotations.NullMarked;
