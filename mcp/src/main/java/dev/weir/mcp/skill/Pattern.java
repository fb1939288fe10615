package dev.weir.mcp.skill;

import java.util.List;

/**
 * A pattern of the skill that can be asked for as a prompt.
 *
 * @param name of the prompt
 * @param when it is the right one, in a few words
 * @param page of the skill
 * @param sections of the page, by their headings, that tell how
 * @param samples names of the folders that show it
 */
record Pattern(String name, String title, String when, String page, List<String> sections, List<String> samples) {
    private static final String EVENTS = "references/eda-patterns.md";
    private static final String SERVERLESS = "references/serverless-patterns.md";

    static final List<Pattern> ALL = List.of(
            new Pattern(
                    "event-router",
                    "Event router (EventBridge)",
                    "several consumers choose events by their content",
                    EVENTS,
                    List.of("Event router", "Archive and replay"),
                    List.of("archive-replay")),
            new Pattern(
                    "queue-based-work",
                    "Queue-based processing (SQS)",
                    "load comes in bursts and work may fail",
                    EVENTS,
                    List.of("Partial batch failures", "Dead-letter queues and redrive", "Order"),
                    List.of("partial-batch", "redrive", "fifo-per-entity")),
            new Pattern(
                    "fan-out",
                    "Publish and subscribe (SNS to SQS)",
                    "one fact goes to many queues",
                    EVENTS,
                    List.of("Fan-out"),
                    List.of("fan-out")),
            new Pattern(
                    "saga",
                    "Saga (Step Functions)",
                    "several services do all or nothing",
                    EVENTS,
                    List.of("Saga"),
                    List.of("saga")),
            new Pattern(
                    "event-sourcing",
                    "Event sourcing (DynamoDB)",
                    "history is the state",
                    EVENTS,
                    List.of("Event store", "Views", "Outbox"),
                    List.of("event-store", "versioned-view", "outbox")),
            new Pattern(
                    "api-microservice",
                    "API microservice (API Gateway, Lambda, DynamoDB)",
                    "requests are answered at once",
                    SERVERLESS,
                    List.of("HTTP APIs"),
                    List.of("api-microservice")),
            new Pattern(
                    "stream-processing",
                    "Stream processing (Kinesis, DynamoDB Streams)",
                    "order by key, many readers or a high rate matter",
                    EVENTS,
                    List.of("Streams"),
                    List.of("stream-poison")),
            new Pattern(
                    "async-task",
                    "Asynchronous task (SQS, Lambda)",
                    "work outlasts its request, or calls somebody who may fail",
                    SERVERLESS,
                    List.of("Asynchronous tasks"),
                    List.of("idempotent-call", "idempotent-consumer")),
            new Pattern(
                    "scheduled-job",
                    "Scheduled job (EventBridge Scheduler)",
                    "work is done by the clock",
                    SERVERLESS,
                    List.of("Scheduled jobs"),
                    List.of("scheduled-job")),
            new Pattern(
                    "webhook",
                    "Webhook (API Gateway, SQS)",
                    "others call you",
                    SERVERLESS,
                    List.of("Webhooks"),
                    List.of("webhook")));

    /** The text of its sections. */
    String text(Skill skill) {
        StringBuilder text = new StringBuilder();
        boolean within = false;
        for (String line : skill.text(page).orElse("").lines().toList()) {
            if (line.startsWith("## ")) {
                within = sections.contains(line.substring(3));
            }
            if (within) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }
}
