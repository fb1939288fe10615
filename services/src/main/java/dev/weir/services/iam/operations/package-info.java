/** IAM's API operations on roles and policies. */
@NullMarked
package dev.weir.services.iam.operations;

import org.jspecify.annotations.NullMarked;
