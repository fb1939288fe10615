/** Step Functions through the AWS SDK, on weir's own clock. */
@NullMarked
package dev.weir.tests.states;

import org.jspecify.annotations.NullMarked;
