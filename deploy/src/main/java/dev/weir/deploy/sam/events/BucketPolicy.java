package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets a role put objects into a bucket that serves as a destination. */
public final class BucketPolicy {
    private BucketPolicy() {}

    /** The policy for a bucket's ARN. */
    public static ObjectNode write(JsonNode bucketArn, String id) {
        return Json.object(
                "PolicyName",
                id + "S3Policy",
                "PolicyDocument",
                Json.object(
                        "Statement",
                        Json.array(
                                Json.object(
                                        "Action",
                                        "s3:PutObject",
                                        "Effect",
                                        "Allow",
                                        "Resource",
                                        Json.object("Fn::Join", Json.array("/", Json.array(bucketArn, "*")))),
                                Json.object("Action", "s3:ListBucket", "Effect", "Allow", "Resource", bucketArn))));
    }
}
