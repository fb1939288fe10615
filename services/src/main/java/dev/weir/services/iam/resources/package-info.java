/** CloudFormation resource types of IAM. */
@NullMarked
package dev.weir.services.iam.resources;

import org.jspecify.annotations.NullMarked;
