"""Counts the words of documents that messages claim."""

import json
import os

import boto3

s3 = boto3.client("s3")
counts = boto3.resource("dynamodb").Table(os.environ["COUNTS"])


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            claim = json.loads(record["body"])
            text = s3.get_object(Bucket=claim["bucket"], Key=claim["key"])["Body"].read().decode()
            counts.put_item(Item={"documentId": claim["documentId"], "words": len(text.split())})
            # The object stays: the message may come again. The bucket's rule removes it when no message can.
        except Exception as error:
            print(json.dumps({"message": "not counted", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
