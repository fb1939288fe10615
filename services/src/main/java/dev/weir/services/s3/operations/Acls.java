package dev.weir.services.s3.operations;

import dev.weir.api.s3.AccessControlPolicy;
import dev.weir.api.s3.GetBucketAclOutput;
import dev.weir.api.s3.GetBucketAclRequest;
import dev.weir.api.s3.GetObjectAclOutput;
import dev.weir.api.s3.GetObjectAclRequest;
import dev.weir.api.s3.Grant;
import dev.weir.api.s3.Grantee;
import dev.weir.api.s3.Owner;
import dev.weir.api.s3.PutBucketAclRequest;
import dev.weir.api.s3.PutBucketAclResponse;
import dev.weir.api.s3.PutObjectAclOutput;
import dev.weir.api.s3.PutObjectAclRequest;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.CannedAcl;
import dev.weir.services.s3.domain.CanonicalUser;
import dev.weir.services.s3.events.Hops;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.events.ObjectEvent;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Access control lists that have a name: kept and given back. Source: Amazon S3 API Reference, "PutBucketAcl". */
public final class Acls {
    private final Kernel kernel;
    private final Access access;
    private final BucketStore buckets;
    private final ObjectStore objects;
    private final Commits commits;
    private final Notifier notifier;

    Acls(Kernel kernel, Access access, BucketStore buckets, ObjectStore objects, Commits commits, Notifier notifier) {
        this.kernel = kernel;
        this.access = access;
        this.buckets = buckets;
        this.objects = objects;
        this.commits = commits;
        this.notifier = notifier;
    }

    public GetBucketAclOutput ofBucket(Call call, GetBucketAclRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketAclOutput.builder()
                .owner(owner(bucket.account()))
                .grants(grants(bucket.account(), bucket.acl()))
                .build();
    }

    public PutBucketAclResponse putBucket(Call call, PutBucketAclRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        CannedAcl acl = canned(
                input.acl(),
                input.accessControlPolicy(),
                input.grantFullControl(),
                input.grantRead(),
                input.grantReadACP(),
                input.grantWrite(),
                input.grantWriteACP());
        buckets.change(bucket.name(), known -> {
            if (known.enforced() && !acl.fitsEnforcedOwnership()) {
                throw S3Errors.noAcls();
            }
            return known.with(acl);
        });
        return PutBucketAclResponse.builder().build();
    }

    public GetObjectAclOutput ofObject(Call call, GetObjectAclRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        StoredObject object = kernel.store()
                .read(tx -> ReadObject.find(
                        tx, bucket.name(), Objects.requireNonNull(input.key()), input.versionId(), "GET"));
        String account =
                bucket.enforced() ? bucket.account() : object.description().owner();
        return GetObjectAclOutput.builder()
                .owner(owner(account))
                .grants(grants(account, object.description().acl()))
                .build();
    }

    public PutObjectAclOutput putObject(Call call, PutObjectAclRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String key = Objects.requireNonNull(input.key());
        CannedAcl acl = canned(
                input.acl(),
                input.accessControlPolicy(),
                input.grantFullControl(),
                input.grantRead(),
                input.grantReadACP(),
                input.grantWrite(),
                input.grantWriteACP());
        if (bucket.enforced() && acl != CannedAcl.BUCKET_OWNER_FULL_CONTROL) {
            throw S3Errors.noAcls();
        }
        Hops hops = new Hops();
        kernel.store().write(tx -> {
            StoredObject object = ReadObject.find(tx, bucket.name(), key, input.versionId(), "PUT");
            objects.describe(tx, bucket.name(), object, object.description().with(acl));
            Cause cause = hops.once("acl", () -> commits.hop(call, bucket, object, "PutObjectAcl", Outcome.ACCEPTED));
            notifier.happened(tx, call, bucket, ObjectEvent.aclChanged(object), cause, hops);
            return null;
        });
        return PutObjectAclOutput.builder().build();
    }

    private static CannedAcl canned(
            @Nullable String id, @Nullable AccessControlPolicy policy, @Nullable String... grants) {
        for (String grant : grants) {
            if (grant != null) {
                throw S3Errors.notImplemented("grants in headers (x-amz-grant-…)");
            }
        }
        if (policy != null) {
            throw S3Errors.notImplemented("access control lists with grants; canned ones (x-amz-acl) are kept");
        }
        if (id == null) {
            throw S3Errors.missingHeader("x-amz-acl");
        }
        return CannedAcl.of(id).orElseThrow(() -> S3Errors.argument("", "x-amz-acl", id));
    }

    private static Owner owner(String account) {
        return Owner.builder().id(CanonicalUser.of(account)).build();
    }

    private static List<Grant> grants(String account, CannedAcl acl) {
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.builder()
                .grantee(Grantee.builder()
                        .id(CanonicalUser.of(account))
                        .type("CanonicalUser")
                        .build())
                .permission("FULL_CONTROL")
                .build());
        for (Map.Entry<String, String> group : acl.groups()) {
            grants.add(Grant.builder()
                    .grantee(Grantee.builder().uri(group.getKey()).type("Group").build())
                    .permission(group.getValue())
                    .build());
        }
        return grants;
    }
}
