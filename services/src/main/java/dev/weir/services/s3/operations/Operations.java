package dev.weir.services.s3.operations;

import dev.weir.kernel.Kernel;
import dev.weir.services.s3.events.Notifications;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.UploadStore;

/** All operations of S3, wired to each other. */
public record Operations(
        Access access,
        Buckets buckets,
        Settings settings,
        Acls acls,
        PutObject puts,
        ReadObject reads,
        DeleteObjects deletes,
        CopyObject copies,
        ObjectTags tags,
        Attributes attributes,
        Listings listings,
        Uploads uploads,
        CompleteUpload completions,
        UploadLists uploadLists,
        Notifications notifications) {

    public static Operations of(
            Kernel kernel,
            BucketStore bucketStore,
            ObjectStore objects,
            UploadStore uploadStore,
            Contents contents,
            Notifier notifier,
            Notifications notifications) {
        Access access = new Access(bucketStore);
        Heads heads = new Heads(bucketStore);
        Commits commits = new Commits(kernel, objects, notifier);
        CopyObject copies = new CopyObject(kernel, access, bucketStore, heads, objects, contents, commits);
        return new Operations(
                access,
                new Buckets(kernel, access, bucketStore),
                new Settings(access, bucketStore),
                new Acls(kernel, access, bucketStore, objects, commits, notifier),
                new PutObject(access, heads, contents, commits),
                new ReadObject(kernel, access, objects),
                new DeleteObjects(kernel, access, objects, commits, notifier),
                copies,
                new ObjectTags(kernel, access, objects, commits, notifier),
                new Attributes(kernel, access),
                new Listings(access, objects),
                new Uploads(kernel, access, heads, uploadStore, contents, copies),
                new CompleteUpload(kernel, access, uploadStore, commits),
                new UploadLists(access, uploadStore),
                notifications);
    }
}
