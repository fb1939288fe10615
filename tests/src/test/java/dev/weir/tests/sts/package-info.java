/** STS through the AWS SDK. */
@NullMarked
package dev.weir.tests.sts;

import org.jspecify.annotations.NullMarked;
