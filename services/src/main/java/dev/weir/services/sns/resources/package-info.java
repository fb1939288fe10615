/** The CloudFormation resource types of SNS. */
@NullMarked
package dev.weir.services.sns.resources;

import org.jspecify.annotations.NullMarked;
