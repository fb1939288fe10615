package dev.weir.services.s3.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access control lists that have a name. Source: Amazon S3 User Guide, "Access control list (ACL) overview". */
public enum CannedAcl {
    PRIVATE("private"),
    PUBLIC_READ("public-read"),
    PUBLIC_READ_WRITE("public-read-write"),
    AUTHENTICATED_READ("authenticated-read"),
    AWS_EXEC_READ("aws-exec-read"),
    LOG_DELIVERY_WRITE("log-delivery-write"),
    BUCKET_OWNER_READ("bucket-owner-read"),
    BUCKET_OWNER_FULL_CONTROL("bucket-owner-full-control");

    private static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final String AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    private final String id;

    CannedAcl(String id) {
        this.id = id;
    }

    /** As in {@code x-amz-acl}. */
    public String id() {
        return id;
    }

    public static Optional<CannedAcl> of(String id) {
        for (CannedAcl acl : values()) {
            if (acl.id.equals(id)) {
                return Optional.of(acl);
            }
        }
        return Optional.empty();
    }

    /** Whether buckets whose owner owns every object take it. */
    public boolean fitsEnforcedOwnership() {
        return this == PRIVATE || this == BUCKET_OWNER_FULL_CONTROL;
    }

    /** Whether it lets in everybody. */
    public boolean isPublic() {
        return this == PUBLIC_READ || this == PUBLIC_READ_WRITE || this == AUTHENTICATED_READ;
    }

    /** What groups may do: the group's URI and its permission, in order. */
    public List<Map.Entry<String, String>> groups() {
        return switch (this) {
            case PUBLIC_READ -> List.of(Map.entry(ALL_USERS, "READ"));
            case PUBLIC_READ_WRITE -> List.of(Map.entry(ALL_USERS, "READ"), Map.entry(ALL_USERS, "WRITE"));
            case AUTHENTICATED_READ -> List.of(Map.entry(AUTHENTICATED, "READ"));
            case LOG_DELIVERY_WRITE -> List.of(Map.entry(LOG_DELIVERY, "WRITE"), Map.entry(LOG_DELIVERY, "READ_ACP"));
            case PRIVATE, AWS_EXEC_READ, BUCKET_OWNER_READ, BUCKET_OWNER_FULL_CONTROL -> List.of();
        };
    }
}
