/** S3's CloudFormation resource types. */
@NullMarked
package dev.weir.services.s3.resources;

import org.jspecify.annotations.NullMarked;
