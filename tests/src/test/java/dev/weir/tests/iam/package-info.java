/** IAM through the AWS SDK. */
@NullMarked
package dev.weir.tests.iam;

import org.jspecify.annotations.NullMarked;
