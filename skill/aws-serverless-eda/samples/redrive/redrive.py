"""Sends what a dead-letter queue holds back to where it came from: after what killed it is mended, not before."""

import os

import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    task = sqs.start_message_move_task(
        SourceArn=os.environ["DEAD_LETTERS_ARN"],
        # No faster than the consumer can take beside its daily work.
        MaxNumberOfMessagesPerSecond=event.get("perSecond", 10),
    )
    return {"taskHandle": task["TaskHandle"]}
