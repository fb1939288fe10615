/**
 * Amazon S3: buckets, objects and their versions, multipart uploads, event notifications.
 *
 * <p>Read {@link dev.weir.services.s3.state.Contents} first (how content is kept in chunks that never change), then
 * {@link dev.weir.services.s3.state.ObjectStore} (versions), {@link dev.weir.services.s3.operations.Commits} (how an
 * object becomes visible) and {@link dev.weir.services.s3.events.Notifier} (who is told).
 *
 * <p>Bucket names are global, as on AWS, so keys do not begin with account and region:
 *
 * <pre>
 * s3 "bucket"  name                          a bucket
 * s3 "owned"   account name                  nothing: the account's buckets
 * s3 "setting" bucket setting                a document that the bucket is set to
 * s3 "current" bucket key                    the object that a request without a version means
 * s3 "version" bucket key -sequence          every version and delete marker, the newest first
 * s3 "null"    bucket key                    the sequence of the version called null
 * s3 "upload"  bucket key id                 a multipart upload
 * s3 "part"    upload number                 a part of it
 * s3 "layout"  content number                a part of an object that was uploaded in parts
 * s3 "chunk"   content number                256 KB of content
 * s3 "pending" content                       nothing: the content is being written
 * s3 "garbage" content                       nothing: the content is nobody's
 * </pre>
 *
 * <p>Kept and given back, but not acted on: policies, CORS rules, lifecycle rules, public access blocks, access
 * control lists (only those that have a name), server access logging, encryption (what it would be is said, content
 * is not encrypted, and the key of {@code aws/s3} is named by its alias). A bucket answers in every region. A request
 * without an If-None-Match of {@code *} cannot be conditional on absence.
 *
 * <p>Refused by name: object lock, SSE-C, grants other than canned lists, website hosting, replication, inventory,
 * analytics, metrics, intelligent tiering, restoring from archives, Select, access points, directory buckets, torrents,
 * annotations, forms that upload, MFA delete, checksums of kind MD5, SHA512 and XXHASH.
 */
@NullMarked
package dev.weir.services.s3;

import org.jspecify.annotations.NullMarked;
