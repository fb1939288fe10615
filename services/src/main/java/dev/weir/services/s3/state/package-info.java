/** The only place that reads or writes S3's part of the store. */
@NullMarked
package dev.weir.services.s3.state;

import org.jspecify.annotations.NullMarked;
