package dev.weir.services.sns.domain;

import dev.weir.kernel.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic.
 *
 * @param attributes what callers set, as text; defaults are left out
 * @param authority host and port that its maker used: for the URLs in messages that come from inside
 * @param deleted how many subscriptions were deleted so far
 */
public record Topic(
        Scope scope,
        String name,
        Map<String, String> attributes,
        Map<String, String> tags,
        String authority,
        int deleted) {

    public String arn() {
        return scope.arn("sns", name).toString();
    }

    public boolean fifo() {
        return name.endsWith(".fifo");
    }

    public boolean contentBasedDeduplication() {
        return "true".equals(attributes.get("ContentBasedDeduplication"));
    }

    /** Whether duplicates are looked for within a message group only. */
    public boolean groupScope() {
        return "MessageGroup".equals(attributes.get("FifoThroughputScope"));
    }

    /** {@code 1} (SHA-1) or {@code 2} (SHA-256). */
    public String signatureVersion() {
        return attributes.getOrDefault("SignatureVersion", "1");
    }

    public Topic with(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new Topic(scope, name, changed, tags, authority, deleted);
    }

    public Topic without(String attribute) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.remove(attribute);
        return new Topic(scope, name, changed, tags, authority, deleted);
    }

    public Topic withTags(Map<String, String> changed) {
        return new Topic(scope, name, attributes, changed, authority, deleted);
    }

    public Topic withOneDeleted() {
        return new Topic(scope, name, attributes, tags, authority, deleted + 1);
    }
}
