package dev.weir.services.s3.operations;

import dev.weir.api.s3.LifecycleRule;
import dev.weir.services.s3.S3Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lifecycle rules. Source: Amazon S3 User Guide, "Lifecycle configuration elements". */
final class Lifecycles {
    private static final int MOST = 1000;

    private Lifecycles() {}

    /**
     * The rules, each with an id.
     *
     * @throws dev.weir.shapes.AwsException where one does nothing, or two have the same id
     */
    static List<LifecycleRule> checked(List<LifecycleRule> rules) {
        if (rules.size() > MOST) {
            throw S3Errors.malformed();
        }
        List<LifecycleRule> named = new ArrayList<>(rules.size());
        Set<String> ids = new HashSet<>();
        for (LifecycleRule rule : rules) {
            boolean acts = rule.expiration() != null
                    || rule.transitions() != null
                    || rule.noncurrentVersionTransitions() != null
                    || rule.noncurrentVersionExpiration() != null
                    || rule.abortIncompleteMultipartUpload() != null;
            if (!acts) {
                throw S3Errors.invalid("At least one action needs to be specified in a rule.");
            }
            if (rule.prefix() == null && rule.filter() == null) {
                throw S3Errors.malformed();
            }
            String id = rule.id() == null || rule.id().isEmpty() ? "rule-" + (named.size() + 1) : rule.id();
            if (!ids.add(id)) {
                throw S3Errors.argument("Rule ID must be unique. Found same ID for more than one rule", "ID", id);
            }
            named.add(rule.toBuilder().id(id).build());
        }
        return named;
    }
}
