/** S3's rules without store or clock: names, ranges, conditions, checksums, tags, which event matches which filter. */
@NullMarked
package dev.weir.services.s3.domain;

import org.jspecify.annotations.NullMarked;
