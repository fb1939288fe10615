import json


def handler(event, context):
    # Only what is named here is given back to the queue; the rest of the batch is deleted.
    failures = []
    for record in event["Records"]:
        try:
            work(record)
        except Exception as error:
            print(json.dumps({"message": "failed", "id": record["messageId"], "error": repr(error)}))
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def work(record):
    # A message may come more than once: doing this twice must be as good as once.
    print(json.dumps({"message": "working", "id": record["messageId"], "body": record["body"]}))
