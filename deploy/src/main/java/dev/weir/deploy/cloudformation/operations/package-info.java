/** CloudFormation's API operations. */
@NullMarked
package dev.weir.deploy.cloudformation.operations;

import org.jspecify.annotations.NullMarked;
