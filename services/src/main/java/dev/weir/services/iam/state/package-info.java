/** Roles and policies in the store; the only place that touches it. */
@NullMarked
package dev.weir.services.iam.state;

import org.jspecify.annotations.NullMarked;
