/** CloudFormation's resource types of Kinesis. */
@NullMarked
package dev.weir.services.kinesis.resources;

import org.jspecify.annotations.NullMarked;
