package dev.weir.services.sns.domain;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A topic.
 *
 * @param attributes what callers set, as text; defaults are left out
 * @param authority host and port that its maker used: for the URLs in messages that come from inside
 * @param deleted how many subscriptions were deleted so far
 * @param archivedSince when its archive begins, in milliseconds; 0 where it has none
 */
public record Topic(
        Scope scope,
        String name,
        Map<String, String> attributes,
        Map<String, String> tags,
        String authority,
        int deleted,
        long archivedSince) {

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
        return new Topic(scope, name, changed, tags, authority, deleted, archivedSince);
    }

    public Topic without(String attribute) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.remove(attribute);
        return new Topic(scope, name, changed, tags, authority, deleted, archivedSince);
    }

    public Topic withTags(Map<String, String> changed) {
        return new Topic(scope, name, attributes, changed, authority, deleted, archivedSince);
    }

    public Topic withOneDeleted() {
        return new Topic(scope, name, attributes, tags, authority, deleted + 1, archivedSince);
    }

    /** The same, with an archive that begins now; with the one it has, where it has one. */
    public Topic archiving(long now) {
        return new Topic(scope, name, attributes, tags, authority, deleted, archivedSince == 0 ? now : archivedSince);
    }

    /** The same without an archive. */
    public Topic forgetful() {
        return new Topic(scope, name, attributes, tags, authority, deleted, 0).without("ArchivePolicy");
    }

    /** The first moment from which messages can be replayed, as {@code BeginningArchiveTime}; empty for no archive. */
    public Optional<Instant> archiveBegins(Instant now) {
        String policy = attributes.getOrDefault("ArchivePolicy", "");
        if (ArchivePolicy.off(policy)) {
            return Optional.empty();
        }
        Instant since = Instant.ofEpochMilli(archivedSince);
        Instant oldest = now.minus(ArchivePolicy.of(policy).retention());
        return Optional.of(oldest.isAfter(since) ? oldest : since);
    }
}
