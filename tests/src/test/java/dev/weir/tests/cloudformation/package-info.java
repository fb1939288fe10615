/** CloudFormation through the AWS SDK. */
@NullMarked
package dev.weir.tests.cloudformation;

import org.jspecify.annotations.NullMarked;
