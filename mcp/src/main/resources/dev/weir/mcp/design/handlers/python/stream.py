import json


def handler(event, context):
    # Everything from the first failure on is tried again, so that order is kept.
    for record in event["Records"]:
        source = record.get("kinesis") or record["dynamodb"]
        position = source.get("SequenceNumber") or source.get("sequenceNumber")
        try:
            work(record)
        except Exception as error:
            print(json.dumps({"message": "failed", "position": position, "error": repr(error)}))
            return {"batchItemFailures": [{"itemIdentifier": position}]}
    return {"batchItemFailures": []}


def work(record):
    # A record may come more than once: doing this twice must be as good as once.
    print(json.dumps({"message": "working", "id": record["eventID"], "kind": record["eventName"]}))
