package dev.weir.services.s3.events;

import dev.weir.services.s3.state.StoredObject;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an object. Source: Amazon S3 User Guide, "Event message structure", "EventBridge event
 * message structure".
 *
 * @param name as in {@code eventName}, without {@code s3:}
 * @param version of the message's structure
 * @param detailType as EventBridge calls it
 * @param reason the operation, where EventBridge is told
 * @param deletionType as EventBridge is told, where it is a deletion
 * @param versionId null for the version that needs none
 * @param sequencer orders the events of a key; null where the event has none
 */
public record ObjectEvent(
        String name,
        String version,
        String detailType,
        @Nullable String reason,
        @Nullable String deletionType,
        String key,
        @Nullable Long size,
        @Nullable String etag,
        @Nullable String versionId,
        @Nullable String sequencer) {
    private static final String BASIC = "2.1";
    private static final String LATER = "2.3";

    /** @param way {@code Put}, {@code Copy} or {@code CompleteMultipartUpload} */
    public static ObjectEvent created(String way, StoredObject object) {
        return new ObjectEvent(
                "ObjectCreated:" + way,
                BASIC,
                "Object Created",
                way.equals("CompleteMultipartUpload") ? way : way + "Object",
                null,
                object.key(),
                object.size(),
                object.etag(),
                versionId(object),
                sequencer(object.sequence()));
    }

    /** @param sequence of the deletion, not of what was deleted */
    public static ObjectEvent deleted(StoredObject object, long sequence) {
        return new ObjectEvent(
                "ObjectRemoved:Delete",
                BASIC,
                "Object Deleted",
                "DeleteObject",
                "Permanently Deleted",
                object.key(),
                null,
                null,
                versionId(object),
                sequencer(sequence));
    }

    public static ObjectEvent marked(StoredObject marker) {
        return new ObjectEvent(
                "ObjectRemoved:DeleteMarkerCreated",
                BASIC,
                "Object Deleted",
                "DeleteObject",
                "Delete Marker Created",
                marker.key(),
                null,
                marker.etag(),
                versionId(marker),
                sequencer(marker.sequence()));
    }

    /** @param added whether there are tags now */
    public static ObjectEvent tagged(StoredObject object, boolean added) {
        return new ObjectEvent(
                added ? "ObjectTagging:Put" : "ObjectTagging:Delete",
                LATER,
                added ? "Object Tags Added" : "Object Tags Deleted",
                null,
                null,
                object.key(),
                null,
                object.etag(),
                versionId(object),
                null);
    }

    public static ObjectEvent aclChanged(StoredObject object) {
        return new ObjectEvent(
                "ObjectAcl:Put",
                LATER,
                "Object ACL Updated",
                null,
                null,
                object.key(),
                null,
                object.etag(),
                versionId(object),
                null);
    }

    private static @Nullable String versionId(StoredObject object) {
        return object.versionId().equals(StoredObject.NULL) ? null : object.versionId();
    }

    private static String sequencer(long sequence) {
        return "00" + HexFormat.of().withUpperCase().toHexDigits(sequence);
    }
}
