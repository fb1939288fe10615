/** CloudFormation resource types of CloudWatch Logs. */
@NullMarked
package dev.weir.services.logs.resources;

import org.jspecify.annotations.NullMarked;
