package dev.weir.services.s3.domain;

/** What becomes of older versions. Source: Amazon S3 User Guide, "Retaining multiple versions of objects". */
public enum Versioning {
    /** It was never enabled: answers name no versions. */
    NEVER,
    ENABLED,
    SUSPENDED
}
