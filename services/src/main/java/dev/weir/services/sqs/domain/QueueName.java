package dev.weir.services.sqs.domain;

/** A queue's full name. */
public record QueueName(String account, String region, String name) {
    /** {@code arn:aws:sqs:region:account:name}. */
    public String arn() {
        return "arn:aws:sqs:" + region + ":" + account + ":" + name;
    }
}
