import json


def handler(event, context):
    # An event may come more than once: doing this twice must be as good as once.
    print(json.dumps({"message": "event", "event": event}))
