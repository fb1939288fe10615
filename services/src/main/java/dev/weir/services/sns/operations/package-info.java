/** SNS's operations: each checks, acts through {@code state} and answers. */
@NullMarked
package dev.weir.services.sns.operations;

import org.jspecify.annotations.NullMarked;
