import json


def handler(event, context):
    print(json.dumps({"message": "request", "route": event.get("routeKey"), "id": context.aws_request_id}))
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"route": event.get("routeKey"), "parameters": event.get("pathParameters") or {}}),
    }
