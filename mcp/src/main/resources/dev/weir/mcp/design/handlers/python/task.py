import json
import os


def handler(event, context):
    # The result is the input of the next step.
    print(json.dumps({"message": "step", "input": event}))
    return {**event, "done": event.get("done", []) + [os.environ["AWS_LAMBDA_FUNCTION_NAME"]]}
