package dev.weir.services.s3;

import dev.weir.api.s3.BucketAlreadyExists;
import dev.weir.api.s3.BucketAlreadyOwnedByYou;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.ErrorFacts;

/** Every error that S3 raises, in AWS's wording. */
public final class S3Errors {
    private static final String NO_XML =
            "The XML you provided was not well-formed or did not validate against our published schema";

    private S3Errors() {}

    private static AwsException error(String code, int status, String message, String... facts) {
        return new AwsException(code, status, message, new ErrorFacts(facts));
    }

    public static AwsException noBucket(String bucket) {
        return error("NoSuchBucket", 404, "The specified bucket does not exist", "BucketName", bucket);
    }

    public static AwsException bucketName(String bucket) {
        return error("InvalidBucketName", 400, "The specified bucket is not valid.", "BucketName", bucket);
    }

    public static AwsException bucketExists() {
        return new BucketAlreadyExists(
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.");
    }

    public static AwsException bucketOwned() {
        return new BucketAlreadyOwnedByYou(
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    public static AwsException bucketNotEmpty(String bucket, boolean versions) {
        return error(
                "BucketNotEmpty",
                409,
                versions
                        ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
                        : "The bucket you tried to delete is not empty",
                "BucketName",
                bucket);
    }

    public static AwsException locationConstraint(String location) {
        return error(
                "InvalidLocationConstraint",
                400,
                "The specified location-constraint is not valid",
                "LocationConstraint",
                location);
    }

    /** @param location {@code unspecified} where there is none */
    public static AwsException illegalLocation(String location) {
        return error(
                "IllegalLocationConstraintException",
                400,
                "The " + location
                        + " location constraint is incompatible for the region specific endpoint this request was sent to.");
    }

    public static AwsException notOwner() {
        return error("AccessDenied", 403, "Access Denied");
    }

    public static AwsException badOwner(String account) {
        return error(
                "InvalidBucketOwnerAWSAccountID",
                400,
                "The value of the expected bucket owner parameter must be an AWS Account ID... [" + account + "]");
    }

    public static AwsException noKey(String key) {
        return error("NoSuchKey", 404, "The specified key does not exist.", "Key", key);
    }

    public static AwsException noVersion(String key, String version) {
        return error("NoSuchVersion", 404, "The specified version does not exist.", "Key", key, "VersionId", version);
    }

    public static AwsException badVersion(String version) {
        return argument("Invalid version id specified", "versionId", version);
    }

    public static AwsException argument(String message, String name, String value) {
        return error("InvalidArgument", 400, message, "ArgumentName", name, "ArgumentValue", value);
    }

    /** Notifications that could go two ways. */
    public static AwsException ambiguous(String message) {
        return error("InvalidArgument", 400, message);
    }

    public static AwsException invalid(String message) {
        return error("InvalidRequest", 400, message);
    }

    public static AwsException malformed() {
        return error("MalformedXML", 400, NO_XML);
    }

    public static AwsException malformedAcl() {
        return error("MalformedACLError", 400, NO_XML);
    }

    public static AwsException deleteMarker(String method) {
        return error(
                "MethodNotAllowed",
                405,
                "The specified method is not allowed against this resource.",
                "Method",
                method,
                "ResourceType",
                "DeleteMarker");
    }

    public static AwsException precondition(String condition) {
        return error(
                "PreconditionFailed",
                412,
                "At least one of the pre-conditions you specified did not hold",
                "Condition",
                condition);
    }

    public static AwsException notModified() {
        return error("NotModified", 304, "Not Modified");
    }

    public static AwsException range(String asked, long size) {
        return error(
                "InvalidRange",
                416,
                "The requested range is not satisfiable",
                "RangeRequested",
                asked,
                "ActualObjectSize",
                Long.toString(size));
    }

    public static AwsException partNumber(int asked, int parts) {
        return error(
                "InvalidPartNumber",
                416,
                "The requested partnumber is not satisfiable",
                "PartNumberRequested",
                Integer.toString(asked),
                "ActualPartCount",
                Integer.toString(parts));
    }

    public static AwsException noConfiguration(String code, String message, String bucket) {
        return error(code, 404, message, "BucketName", bucket);
    }

    public static AwsException keyTooLong(int size) {
        return error(
                "KeyTooLongError",
                400,
                "Your key is too long",
                "Size",
                Integer.toString(size),
                "MaxSizeAllowed",
                "1024");
    }

    public static AwsException metadataTooLarge(int size) {
        return error(
                "MetadataTooLarge",
                400,
                "Your metadata headers exceed the maximum allowed metadata size",
                "Size",
                Integer.toString(size),
                "MaxSizeAllowed",
                "2048");
    }

    public static AwsException storageClass(String name) {
        return error(
                "InvalidStorageClass",
                400,
                "The storage class you specified is not valid",
                "StorageClassRequested",
                name);
    }

    public static AwsException archived(String storageClass) {
        return error(
                "InvalidObjectState",
                403,
                "The operation is not valid for the object's storage class",
                "StorageClass",
                storageClass);
    }

    public static AwsException tag(String message) {
        return error("InvalidTag", 400, message);
    }

    public static AwsException tooManyTags(int most, String what) {
        return error("BadRequest", 400, what + " tags cannot be greater than " + most);
    }

    public static AwsException noAcls() {
        return error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    }

    public static AwsException aclWithOwnership() {
        return error(
                "InvalidBucketAclWithObjectOwnership",
                400,
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }

    public static AwsException publicBlocked(String what) {
        return error("AccessDenied", 403, what);
    }

    public static AwsException noUpload(String upload) {
        return error(
                "NoSuchUpload",
                404,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
                "UploadId",
                upload);
    }

    public static AwsException badPart(String upload, int number, String etag) {
        return error(
                "InvalidPart",
                400,
                "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
                "UploadId",
                upload,
                "PartNumber",
                Integer.toString(number),
                "ETag",
                etag);
    }

    public static AwsException partOrder(String upload) {
        return error(
                "InvalidPartOrder",
                400,
                "The list of parts was not in ascending order. Parts must be ordered by part number.",
                "UploadId",
                upload);
    }

    public static AwsException partTooSmall(int number, String etag, long size, long least) {
        return error(
                "EntityTooSmall",
                400,
                "Your proposed upload is smaller than the minimum allowed size",
                "ETag",
                etag,
                "MinSizeAllowed",
                Long.toString(least),
                "PartNumber",
                Integer.toString(number),
                "ProposedSize",
                Long.toString(size));
    }

    public static AwsException tooLarge(long size, long most) {
        return error(
                "EntityTooLarge",
                400,
                "Your proposed upload exceeds the maximum allowed size",
                "ProposedSize",
                Long.toString(size),
                "MaxSizeAllowed",
                Long.toString(most));
    }

    public static AwsException incomplete() {
        return error(
                "IncompleteBody",
                400,
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }

    public static AwsException badDigest(String message) {
        return error("BadDigest", 400, message);
    }

    public static AwsException replaced() {
        return error("SlowDown", 503, "Please reduce your request rate.");
    }

    public static AwsException badPolicy(String message) {
        return error("MalformedPolicy", 400, message);
    }

    /** @param arn of the destination, and what AWS adds to it */
    public static AwsException destination(String arn, String why) {
        return error(
                "InvalidArgument",
                400,
                "Unable to validate the following destination configurations",
                "ArgumentName1",
                arn,
                "ArgumentValue1",
                why);
    }

    public static AwsException missingHeader(String header) {
        return error(
                "MissingSecurityHeader",
                400,
                "Your request was missing a required header",
                "MissingHeaderName",
                header);
    }

    public static AwsException loggingTarget(String message, String bucket) {
        return error("InvalidTargetBucketForLogging", 400, message, "TargetBucket", bucket);
    }

    public static AwsException crossLocationLogging(String target) {
        return error(
                "CrossLocationLoggingProhibitted",
                403,
                "Cross S3 location logging not allowed. ",
                "TargetBucketLocation",
                target);
    }

    /** What weir does not do: {@code what} names it. */
    public static AwsException notImplemented(String what) {
        return error("NotImplemented", 501, "weir does not implement " + what + ".");
    }
}
