package dev.weir.mcp;

import dev.weir.mcp.tool.Guard;

/** What a model is told of the server before it chooses a tool. Clients cut it at 2 KB. */
final class Instructions {
    private Instructions() {}

    static String of(Guard guard) {
        StringBuilder text = new StringBuilder("""
                weir runs AWS serverless applications whole on this machine: SQS, SNS, EventBridge, Lambda, Step Functions, \
                DynamoDB, Kinesis, S3, API Gateway, CloudFormation/SAM and more. No account, no internet; nothing here touches \
                real AWS.
                Choose by job:
                - Make an application: get_serverless_templates, sam_init or generate_sam_template, sam_build, sam_deploy \
                (builds too), then the tools fn_NAME and wf_NAME that appear for its functions and state machines. \
                sam_local_invoke tries one function in a copy of the world.
                - Messages: queue (peek reads without taking), topic, event_bus (`match` says which rules would match an \
                event, and why the others would not).
                - Something did not happen: `why` with a message, event or request id says where it stopped and what kept it; \
                `trace` shows all that an event caused; sam_logs the functions' logs.
                - Do not wait: `clock` advances time (delays, retries, schedules, timeouts) or runs until quiet. `snapshot` \
                keeps the state to go back to.
                - What AWS's APIs, resource types, events and errors are: aws___search_documentation, then \
                aws___read_documentation.
                - Anything else: call_aws takes any operation by its SDK name.
                Give names, not ARNs, unless it is another account's or region's. Long calls: `background: true`, then `job`.
                """);
        if (!guard.settings().write()) {
            text.append("READ-ONLY: tools that change things or run code are not listed. The user can restart with"
                    + " --allow-write.\n");
        }
        if (!guard.settings().sensitive()) {
            text.append("Logs, messages and data that may hold secrets are not shown. The user can restart with"
                    + " --allow-sensitive-data-access.\n");
        }
        if (guard.confines()) {
            text.append("Changes only to names like " + guard.settings().only() + " with tags "
                    + guard.settings().onlyTags() + ".\n");
        }
        return text.toString();
    }
}
