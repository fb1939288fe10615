package dev.weir.services.s3.state;

import dev.weir.kernel.Arn;
import dev.weir.services.s3.domain.CannedAcl;
import dev.weir.services.s3.domain.Versioning;
import java.time.Instant;

/**
 * A bucket.
 *
 * @param constraint the location constraint it was created with; {@code us-east-1} for none
 * @param ownership {@code BucketOwnerEnforced}, {@code BucketOwnerPreferred}, {@code ObjectWriter}; empty once deleted
 */
public record BucketState(
        String name,
        String account,
        String region,
        String constraint,
        Instant created,
        Versioning versioning,
        String ownership,
        CannedAcl acl) {
    public static final String ENFORCED = "BucketOwnerEnforced";

    public Arn arn() {
        return new Arn("aws", "s3", "", "", name);
    }

    public BucketState with(Versioning changed) {
        return new BucketState(name, account, region, constraint, created, changed, ownership, acl);
    }

    public BucketState owned(String changed) {
        return new BucketState(name, account, region, constraint, created, versioning, changed, acl);
    }

    public BucketState with(CannedAcl changed) {
        return new BucketState(name, account, region, constraint, created, versioning, ownership, changed);
    }

    /** Whether answers name versions. */
    public boolean versioned() {
        return versioning != Versioning.NEVER;
    }

    /** Whether its owner owns every object, and access control lists have no say. */
    public boolean enforced() {
        return ownership.equals(ENFORCED);
    }
}
