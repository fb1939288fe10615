"""Puts what is too large for a message into a bucket, and sends where it is."""

import json
import os

import boto3

s3 = boto3.client("s3")
sqs = boto3.client("sqs")


def handler(event, context):
    key = f"claims/{event['documentId']}"
    # The object first: a claim to nothing would be worse than an object that nobody claims, which the bucket's rule removes.
    s3.put_object(Bucket=os.environ["BUCKET"], Key=key, Body=event["text"].encode())
    sqs.send_message(
        QueueUrl=os.environ["QUEUE"],
        MessageBody=json.dumps({"documentId": event["documentId"], "bucket": os.environ["BUCKET"], "key": key}),
    )
    return {"key": key}
