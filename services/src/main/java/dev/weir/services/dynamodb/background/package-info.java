/** Exports to S3 and imports from it, which go on in the background. */
@NullMarked
package dev.weir.services.dynamodb.background;

import org.jspecify.annotations.NullMarked;
