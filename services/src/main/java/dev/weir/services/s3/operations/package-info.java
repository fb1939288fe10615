/** S3's operations: check, act, answer. */
@NullMarked
package dev.weir.services.s3.operations;

import org.jspecify.annotations.NullMarked;
