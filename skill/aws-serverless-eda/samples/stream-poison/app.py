"""Notes readings of sensors. One that nobody will ever be able to read is put aside and stops nothing."""

import base64
import json
import os

import boto3

readings = boto3.resource("dynamodb").Table(os.environ["READINGS"])
sqs = boto3.client("sqs")


def handler(event, context):
    for record in event["Records"]:
        data = base64.b64decode(record["kinesis"]["data"])
        try:
            value = int(json.loads(data)["value"])
        except (ValueError, KeyError, TypeError) as error:
            put_aside(record, data, error)
            continue
        try:
            note(record, value)
        except Exception as error:
            print(json.dumps({"message": "reading not noted", "error": str(error)}))
            # The first that failed: the stream goes on from here, in order, once the table answers again.
            return {"batchItemFailures": [{"itemIdentifier": record["kinesis"]["sequenceNumber"]}]}
    return {"batchItemFailures": []}


def note(record, value):
    # The sequence number makes the same record the same item.
    readings.put_item(
        Item={
            "sensor": record["kinesis"]["partitionKey"],
            "sequence": record["kinesis"]["sequenceNumber"],
            "value": value,
        }
    )


def put_aside(record, data, error):
    sqs.send_message(
        QueueUrl=os.environ["UNREADABLE"],
        MessageBody=json.dumps(
            {
                "sequence": record["kinesis"]["sequenceNumber"],
                "data": data.decode(errors="replace"),
                "error": str(error),
            }
        ),
    )
