/** Filter patterns: pure rules. */
@NullMarked
package dev.weir.services.logs.domain;

import org.jspecify.annotations.NullMarked;
