/** The CloudFormation resource types of SQS. */
@NullMarked
package dev.weir.services.sqs.resources;

import org.jspecify.annotations.NullMarked;
