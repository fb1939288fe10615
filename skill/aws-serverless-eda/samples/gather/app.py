"""Notes the parts of a report as they come, and tells once all are there."""

import json
import os

import boto3

reports = boto3.resource("dynamodb").Table(os.environ["REPORTS"])
sqs = boto3.client("sqs")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            gather(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not gathered", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def gather(part):
    # A set takes the same part twice as once; the answer is the item as this very update left it.
    report = reports.update_item(
        Key={"reportId": part["reportId"]},
        UpdateExpression="ADD parts :part",
        ExpressionAttributeValues={":part": {part["name"]}},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    if len(report["parts"]) == part["of"]:
        # Told again where the last part comes again, since nobody knows how far the first attempt got: always under the same id, which
        # a FIFO queue drops for five minutes and the reader after that.
        sqs.send_message(
            QueueUrl=os.environ["COMPLETE"],
            MessageBody=json.dumps({"reportId": part["reportId"]}),
            MessageGroupId=part["reportId"],
            MessageDeduplicationId=f"complete-{part['reportId']}",
        )
