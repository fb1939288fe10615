/** Resource types of CloudFormation's own: nested stacks, custom resources, wait handles. */
@NullMarked
package dev.weir.deploy.cloudformation.resources;

import org.jspecify.annotations.NullMarked;
