package dev.weir.services.s3;

import dev.weir.api.s3.AbortMultipartUploadOutput;
import dev.weir.api.s3.AbortMultipartUploadRequest;
import dev.weir.api.s3.CompleteMultipartUploadOutput;
import dev.weir.api.s3.CompleteMultipartUploadRequest;
import dev.weir.api.s3.CopyObjectOutput;
import dev.weir.api.s3.CopyObjectRequest;
import dev.weir.api.s3.CreateBucketOutput;
import dev.weir.api.s3.CreateBucketRequest;
import dev.weir.api.s3.CreateMultipartUploadOutput;
import dev.weir.api.s3.CreateMultipartUploadRequest;
import dev.weir.api.s3.DeleteBucketCorsRequest;
import dev.weir.api.s3.DeleteBucketCorsResponse;
import dev.weir.api.s3.DeleteBucketEncryptionRequest;
import dev.weir.api.s3.DeleteBucketEncryptionResponse;
import dev.weir.api.s3.DeleteBucketLifecycleRequest;
import dev.weir.api.s3.DeleteBucketLifecycleResponse;
import dev.weir.api.s3.DeleteBucketOwnershipControlsRequest;
import dev.weir.api.s3.DeleteBucketOwnershipControlsResponse;
import dev.weir.api.s3.DeleteBucketPolicyRequest;
import dev.weir.api.s3.DeleteBucketPolicyResponse;
import dev.weir.api.s3.DeleteBucketRequest;
import dev.weir.api.s3.DeleteBucketResponse;
import dev.weir.api.s3.DeleteBucketTaggingRequest;
import dev.weir.api.s3.DeleteBucketTaggingResponse;
import dev.weir.api.s3.DeleteObjectOutput;
import dev.weir.api.s3.DeleteObjectRequest;
import dev.weir.api.s3.DeleteObjectTaggingOutput;
import dev.weir.api.s3.DeleteObjectTaggingRequest;
import dev.weir.api.s3.DeleteObjectsOutput;
import dev.weir.api.s3.DeleteObjectsRequest;
import dev.weir.api.s3.DeletePublicAccessBlockRequest;
import dev.weir.api.s3.DeletePublicAccessBlockResponse;
import dev.weir.api.s3.GetBucketAccelerateConfigurationOutput;
import dev.weir.api.s3.GetBucketAccelerateConfigurationRequest;
import dev.weir.api.s3.GetBucketAclOutput;
import dev.weir.api.s3.GetBucketAclRequest;
import dev.weir.api.s3.GetBucketCorsOutput;
import dev.weir.api.s3.GetBucketCorsRequest;
import dev.weir.api.s3.GetBucketEncryptionOutput;
import dev.weir.api.s3.GetBucketEncryptionRequest;
import dev.weir.api.s3.GetBucketLifecycleConfigurationOutput;
import dev.weir.api.s3.GetBucketLifecycleConfigurationRequest;
import dev.weir.api.s3.GetBucketLocationOutput;
import dev.weir.api.s3.GetBucketLocationRequest;
import dev.weir.api.s3.GetBucketLoggingOutput;
import dev.weir.api.s3.GetBucketLoggingRequest;
import dev.weir.api.s3.GetBucketNotificationConfigurationRequest;
import dev.weir.api.s3.GetBucketOwnershipControlsOutput;
import dev.weir.api.s3.GetBucketOwnershipControlsRequest;
import dev.weir.api.s3.GetBucketPolicyOutput;
import dev.weir.api.s3.GetBucketPolicyRequest;
import dev.weir.api.s3.GetBucketReplicationOutput;
import dev.weir.api.s3.GetBucketReplicationRequest;
import dev.weir.api.s3.GetBucketRequestPaymentOutput;
import dev.weir.api.s3.GetBucketRequestPaymentRequest;
import dev.weir.api.s3.GetBucketTaggingOutput;
import dev.weir.api.s3.GetBucketTaggingRequest;
import dev.weir.api.s3.GetBucketVersioningOutput;
import dev.weir.api.s3.GetBucketVersioningRequest;
import dev.weir.api.s3.GetBucketWebsiteOutput;
import dev.weir.api.s3.GetBucketWebsiteRequest;
import dev.weir.api.s3.GetObjectAclOutput;
import dev.weir.api.s3.GetObjectAclRequest;
import dev.weir.api.s3.GetObjectAttributesOutput;
import dev.weir.api.s3.GetObjectAttributesRequest;
import dev.weir.api.s3.GetObjectLockConfigurationOutput;
import dev.weir.api.s3.GetObjectLockConfigurationRequest;
import dev.weir.api.s3.GetObjectOutput;
import dev.weir.api.s3.GetObjectRequest;
import dev.weir.api.s3.GetObjectTaggingOutput;
import dev.weir.api.s3.GetObjectTaggingRequest;
import dev.weir.api.s3.GetPublicAccessBlockOutput;
import dev.weir.api.s3.GetPublicAccessBlockRequest;
import dev.weir.api.s3.HeadBucketOutput;
import dev.weir.api.s3.HeadBucketRequest;
import dev.weir.api.s3.HeadObjectOutput;
import dev.weir.api.s3.HeadObjectRequest;
import dev.weir.api.s3.ListBucketsOutput;
import dev.weir.api.s3.ListBucketsRequest;
import dev.weir.api.s3.ListMultipartUploadsOutput;
import dev.weir.api.s3.ListMultipartUploadsRequest;
import dev.weir.api.s3.ListObjectVersionsOutput;
import dev.weir.api.s3.ListObjectVersionsRequest;
import dev.weir.api.s3.ListObjectsOutput;
import dev.weir.api.s3.ListObjectsRequest;
import dev.weir.api.s3.ListObjectsV2Output;
import dev.weir.api.s3.ListObjectsV2Request;
import dev.weir.api.s3.ListPartsOutput;
import dev.weir.api.s3.ListPartsRequest;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.PutBucketAclRequest;
import dev.weir.api.s3.PutBucketAclResponse;
import dev.weir.api.s3.PutBucketCorsRequest;
import dev.weir.api.s3.PutBucketCorsResponse;
import dev.weir.api.s3.PutBucketEncryptionRequest;
import dev.weir.api.s3.PutBucketEncryptionResponse;
import dev.weir.api.s3.PutBucketLifecycleConfigurationOutput;
import dev.weir.api.s3.PutBucketLifecycleConfigurationRequest;
import dev.weir.api.s3.PutBucketLoggingRequest;
import dev.weir.api.s3.PutBucketLoggingResponse;
import dev.weir.api.s3.PutBucketNotificationConfigurationRequest;
import dev.weir.api.s3.PutBucketNotificationConfigurationResponse;
import dev.weir.api.s3.PutBucketOwnershipControlsRequest;
import dev.weir.api.s3.PutBucketOwnershipControlsResponse;
import dev.weir.api.s3.PutBucketPolicyRequest;
import dev.weir.api.s3.PutBucketPolicyResponse;
import dev.weir.api.s3.PutBucketTaggingRequest;
import dev.weir.api.s3.PutBucketTaggingResponse;
import dev.weir.api.s3.PutBucketVersioningRequest;
import dev.weir.api.s3.PutBucketVersioningResponse;
import dev.weir.api.s3.PutObjectAclOutput;
import dev.weir.api.s3.PutObjectAclRequest;
import dev.weir.api.s3.PutObjectOutput;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.api.s3.PutObjectTaggingOutput;
import dev.weir.api.s3.PutObjectTaggingRequest;
import dev.weir.api.s3.PutPublicAccessBlockRequest;
import dev.weir.api.s3.PutPublicAccessBlockResponse;
import dev.weir.api.s3.S3Operations;
import dev.weir.api.s3.UploadPartCopyOutput;
import dev.weir.api.s3.UploadPartCopyRequest;
import dev.weir.api.s3.UploadPartOutput;
import dev.weir.api.s3.UploadPartRequest;
import dev.weir.services.s3.operations.Operations;
import dev.weir.shapes.Call;
import java.util.Objects;

/** The operations that weir has; the others refuse by name. */
record S3ApiOperations(Operations all) implements S3Operations {
    @Override
    public HeadBucketOutput headBucket(Call call, HeadBucketRequest input) {
        return all.buckets().head(call, input);
    }

    @Override
    public CreateBucketOutput createBucket(Call call, CreateBucketRequest input) {
        return all.buckets().create(call, input);
    }

    @Override
    public ListBucketsOutput listBuckets(Call call, ListBucketsRequest input) {
        return all.buckets().list(call, input);
    }

    @Override
    public DeleteBucketResponse deleteBucket(Call call, DeleteBucketRequest input) {
        return all.buckets().delete(call, input);
    }

    @Override
    public GetBucketLocationOutput getBucketLocation(Call call, GetBucketLocationRequest input) {
        return all.buckets().location(call, input);
    }

    @Override
    public GetBucketVersioningOutput getBucketVersioning(Call call, GetBucketVersioningRequest input) {
        return all.buckets().versioning(call, input);
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(Call call, PutBucketVersioningRequest input) {
        return all.buckets().putVersioning(call, input);
    }

    @Override
    public PutBucketTaggingResponse putBucketTagging(Call call, PutBucketTaggingRequest input) {
        return all.settings().putTagging(call, input);
    }

    @Override
    public GetBucketTaggingOutput getBucketTagging(Call call, GetBucketTaggingRequest input) {
        return all.settings().tagging(call, input);
    }

    @Override
    public DeleteBucketTaggingResponse deleteBucketTagging(Call call, DeleteBucketTaggingRequest input) {
        return all.settings().deleteTagging(call, input);
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(Call call, PutBucketPolicyRequest input) {
        return all.settings().putPolicy(call, input);
    }

    @Override
    public GetBucketPolicyOutput getBucketPolicy(Call call, GetBucketPolicyRequest input) {
        return all.settings().policy(call, input);
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(Call call, DeleteBucketPolicyRequest input) {
        return all.settings().deletePolicy(call, input);
    }

    @Override
    public PutBucketCorsResponse putBucketCors(Call call, PutBucketCorsRequest input) {
        return all.settings().putCors(call, input);
    }

    @Override
    public GetBucketCorsOutput getBucketCors(Call call, GetBucketCorsRequest input) {
        return all.settings().cors(call, input);
    }

    @Override
    public DeleteBucketCorsResponse deleteBucketCors(Call call, DeleteBucketCorsRequest input) {
        return all.settings().deleteCors(call, input);
    }

    @Override
    public PutBucketLifecycleConfigurationOutput putBucketLifecycleConfiguration(
            Call call, PutBucketLifecycleConfigurationRequest input) {
        return all.settings().putLifecycle(call, input);
    }

    @Override
    public GetBucketLifecycleConfigurationOutput getBucketLifecycleConfiguration(
            Call call, GetBucketLifecycleConfigurationRequest input) {
        return all.settings().lifecycle(call, input);
    }

    @Override
    public DeleteBucketLifecycleResponse deleteBucketLifecycle(Call call, DeleteBucketLifecycleRequest input) {
        return all.settings().deleteLifecycle(call, input);
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(Call call, PutBucketEncryptionRequest input) {
        return all.settings().putEncryption(call, input);
    }

    @Override
    public GetBucketEncryptionOutput getBucketEncryption(Call call, GetBucketEncryptionRequest input) {
        return all.settings().encryption(call, input);
    }

    @Override
    public DeleteBucketEncryptionResponse deleteBucketEncryption(Call call, DeleteBucketEncryptionRequest input) {
        return all.settings().deleteEncryption(call, input);
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(Call call, PutPublicAccessBlockRequest input) {
        return all.settings().putPublicAccess(call, input);
    }

    @Override
    public GetPublicAccessBlockOutput getPublicAccessBlock(Call call, GetPublicAccessBlockRequest input) {
        return all.settings().publicAccess(call, input);
    }

    @Override
    public DeletePublicAccessBlockResponse deletePublicAccessBlock(Call call, DeletePublicAccessBlockRequest input) {
        return all.settings().deletePublicAccess(call, input);
    }

    @Override
    public PutBucketOwnershipControlsResponse putBucketOwnershipControls(
            Call call, PutBucketOwnershipControlsRequest input) {
        return all.settings().putOwnership(call, input);
    }

    @Override
    public GetBucketOwnershipControlsOutput getBucketOwnershipControls(
            Call call, GetBucketOwnershipControlsRequest input) {
        return all.settings().ownership(call, input);
    }

    @Override
    public DeleteBucketOwnershipControlsResponse deleteBucketOwnershipControls(
            Call call, DeleteBucketOwnershipControlsRequest input) {
        return all.settings().deleteOwnership(call, input);
    }

    @Override
    public PutBucketLoggingResponse putBucketLogging(Call call, PutBucketLoggingRequest input) {
        return all.settings().putLogging(call, input);
    }

    @Override
    public GetBucketLoggingOutput getBucketLogging(Call call, GetBucketLoggingRequest input) {
        return all.settings().logging(call, input);
    }

    @Override
    public GetBucketRequestPaymentOutput getBucketRequestPayment(Call call, GetBucketRequestPaymentRequest input) {
        return all.settings().payment(call, input);
    }

    @Override
    public GetBucketAccelerateConfigurationOutput getBucketAccelerateConfiguration(
            Call call, GetBucketAccelerateConfigurationRequest input) {
        return all.settings().acceleration(call, input);
    }

    @Override
    public GetBucketWebsiteOutput getBucketWebsite(Call call, GetBucketWebsiteRequest input) {
        return all.settings().website(call, input);
    }

    @Override
    public GetBucketReplicationOutput getBucketReplication(Call call, GetBucketReplicationRequest input) {
        return all.settings().replication(call, input);
    }

    @Override
    public GetObjectLockConfigurationOutput getObjectLockConfiguration(
            Call call, GetObjectLockConfigurationRequest input) {
        return all.settings().objectLock(call, input);
    }

    @Override
    public GetBucketAclOutput getBucketAcl(Call call, GetBucketAclRequest input) {
        return all.acls().ofBucket(call, input);
    }

    @Override
    public PutBucketAclResponse putBucketAcl(Call call, PutBucketAclRequest input) {
        return all.acls().putBucket(call, input);
    }

    @Override
    public GetObjectAclOutput getObjectAcl(Call call, GetObjectAclRequest input) {
        return all.acls().ofObject(call, input);
    }

    @Override
    public PutObjectAclOutput putObjectAcl(Call call, PutObjectAclRequest input) {
        return all.acls().putObject(call, input);
    }

    @Override
    public PutObjectOutput putObject(Call call, PutObjectRequest input) {
        return all.puts().put(call, input);
    }

    @Override
    public GetObjectOutput getObject(Call call, GetObjectRequest input) {
        return all.reads().get(call, input);
    }

    @Override
    public HeadObjectOutput headObject(Call call, HeadObjectRequest input) {
        return all.reads().head(call, input);
    }

    @Override
    public DeleteObjectOutput deleteObject(Call call, DeleteObjectRequest input) {
        return all.deletes().one(call, input);
    }

    @Override
    public DeleteObjectsOutput deleteObjects(Call call, DeleteObjectsRequest input) {
        return all.deletes().many(call, input);
    }

    @Override
    public CopyObjectOutput copyObject(Call call, CopyObjectRequest input) {
        return all.copies().copy(call, input);
    }

    @Override
    public GetObjectTaggingOutput getObjectTagging(Call call, GetObjectTaggingRequest input) {
        return all.tags().get(call, input);
    }

    @Override
    public PutObjectTaggingOutput putObjectTagging(Call call, PutObjectTaggingRequest input) {
        return all.tags().put(call, input);
    }

    @Override
    public DeleteObjectTaggingOutput deleteObjectTagging(Call call, DeleteObjectTaggingRequest input) {
        return all.tags().delete(call, input);
    }

    @Override
    public GetObjectAttributesOutput getObjectAttributes(Call call, GetObjectAttributesRequest input) {
        return all.attributes().get(call, input);
    }

    @Override
    public ListObjectsOutput listObjects(Call call, ListObjectsRequest input) {
        return all.listings().first(call, input);
    }

    @Override
    public ListObjectsV2Output listObjectsV2(Call call, ListObjectsV2Request input) {
        return all.listings().second(call, input);
    }

    @Override
    public ListObjectVersionsOutput listObjectVersions(Call call, ListObjectVersionsRequest input) {
        return all.listings().versions(call, input);
    }

    @Override
    public CreateMultipartUploadOutput createMultipartUpload(Call call, CreateMultipartUploadRequest input) {
        return all.uploads().create(call, input);
    }

    @Override
    public UploadPartOutput uploadPart(Call call, UploadPartRequest input) {
        return all.uploads().part(call, input);
    }

    @Override
    public UploadPartCopyOutput uploadPartCopy(Call call, UploadPartCopyRequest input) {
        return all.uploads().copy(call, input);
    }

    @Override
    public AbortMultipartUploadOutput abortMultipartUpload(Call call, AbortMultipartUploadRequest input) {
        return all.uploads().abort(call, input);
    }

    @Override
    public CompleteMultipartUploadOutput completeMultipartUpload(Call call, CompleteMultipartUploadRequest input) {
        return all.completions().complete(call, input);
    }

    @Override
    public ListPartsOutput listParts(Call call, ListPartsRequest input) {
        return all.uploadLists().parts(call, input);
    }

    @Override
    public ListMultipartUploadsOutput listMultipartUploads(Call call, ListMultipartUploadsRequest input) {
        return all.uploadLists().uploads(call, input);
    }

    @Override
    public NotificationConfiguration getBucketNotificationConfiguration(
            Call call, GetBucketNotificationConfigurationRequest input) {
        return all.notifications().get(all.access().bucket(input.bucket(), input.expectedBucketOwner()));
    }

    @Override
    public PutBucketNotificationConfigurationResponse putBucketNotificationConfiguration(
            Call call, PutBucketNotificationConfigurationRequest input) {
        all.notifications()
                .put(
                        call,
                        all.access().bucket(input.bucket(), input.expectedBucketOwner()),
                        Objects.requireNonNull(input.notificationConfiguration()),
                        !Boolean.TRUE.equals(input.skipDestinationValidation()));
        return PutBucketNotificationConfigurationResponse.builder().build();
    }
}
