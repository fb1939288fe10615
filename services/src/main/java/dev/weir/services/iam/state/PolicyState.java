package dev.weir.services.iam.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed policy of the account.
 *
 * @param versions those that exist, oldest first
 * @param lastVersion the highest number ever given
 */
public record PolicyState(
        String path,
        String name,
        String id,
        String arn,
        Instant created,
        Instant updated,
        @Nullable String description,
        String defaultVersion,
        int lastVersion,
        List<Version> versions,
        Map<String, String> tags) {

    /** @param id such as {@code v1} */
    public record Version(String id, String document, Instant created) {}

    public PolicyState withVersion(String document, boolean makeDefault, Instant now) {
        Version version = new Version("v" + (lastVersion + 1), document, now);
        List<Version> changed = new ArrayList<>(versions);
        changed.add(version);
        return new PolicyState(
                path,
                name,
                id,
                arn,
                created,
                now,
                description,
                makeDefault ? version.id() : defaultVersion,
                lastVersion + 1,
                changed,
                tags);
    }

    public PolicyState withoutVersion(String version) {
        return new PolicyState(
                path,
                name,
                id,
                arn,
                created,
                updated,
                description,
                defaultVersion,
                lastVersion,
                versions.stream().filter(known -> !known.id().equals(version)).toList(),
                tags);
    }

    public PolicyState withDefault(String version, Instant now) {
        return new PolicyState(path, name, id, arn, created, now, description, version, lastVersion, versions, tags);
    }

    public PolicyState tagged(Map<String, String> add, List<String> remove) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.putAll(add);
        remove.forEach(changed::remove);
        return new PolicyState(
                path, name, id, arn, created, updated, description, defaultVersion, lastVersion, versions, changed);
    }
}
