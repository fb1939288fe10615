"""Speaks the Lambda Runtime API over one socket. A response and the request for the next event go out in one write."""

import json
import os
import socket
import sys
import time

API = "/2018-06-01/runtime/"
HOST, _, PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].rpartition(":")
TASK_ROOT = os.environ["LAMBDA_TASK_ROOT"]
JSON_LOGS = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
NEXT = f"GET {API}invocation/next HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n\r\n".encode()


class State:
    request_id = ""


# ---- the wire


class Wire:
    def __init__(self):
        self.socket = socket.create_connection((HOST, int(PORT)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb", 65536)

    def answer(self):
        """One answer: its headers in lower case and its body."""
        line = self.file.readline()
        if not line:
            sys.exit(1)
        headers = {}
        while True:
            line = self.file.readline()
            if line in (b"\r\n", b""):
                break
            name, _, value = line.partition(b":")
            headers[name.decode("latin-1").lower()] = value.strip().decode("latin-1")
        length = int(headers.get("content-length", "0"))
        return headers, self.file.read(length) if length else b""

    def next_event(self):
        while True:
            headers, body = self.answer()
            if "lambda-runtime-aws-request-id" in headers:
                return headers, body

    def post(self, where, body, error_type=None, then=b""):
        head = (
            f"POST {API}{where} HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        )
        if error_type:
            head += "Lambda-Runtime-Function-Error-Type: " + error_type.encode("ascii", "replace").decode() + "\r\n"
        self.socket.sendall(head.encode() + b"\r\n" + body + then)


# ---- what handlers see


class CognitoIdentity:
    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")

    def __init__(self, values):
        self.cognito_identity_id = values.get("cognitoIdentityId")
        self.cognito_identity_pool_id = values.get("cognitoIdentityPoolId")


class Client:
    __slots__ = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")

    def __init__(self, values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))


class ClientContext:
    __slots__ = ("custom", "env", "client")

    def __init__(self, values):
        self.custom = values.get("custom")
        self.env = values.get("env")
        self.client = Client(values["client"]) if values.get("client") else None


class LambdaContext:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = env.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = env.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = env.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = env.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = None
        client = headers.get("lambda-runtime-client-context")
        self.client_context = ClientContext(json.loads(client)) if client else None
        identity = headers.get("lambda-runtime-cognito-identity")
        self.identity = CognitoIdentity(json.loads(identity) if identity else {})
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms", "0"))

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time.time() * 1000))

    def log(self, msg):
        sys.stdout.write(str(msg))

    def __repr__(self):
        return (
            f"LambdaContext([aws_request_id={self.aws_request_id},log_group_name={self.log_group_name},"
            f"log_stream_name={self.log_stream_name},function_name={self.function_name},"
            f"memory_limit_in_mb={self.memory_limit_in_mb},function_version={self.function_version},"
            f"invoked_function_arn={self.invoked_function_arn},client_context={self.client_context},"
            f"identity={self.identity}])"
        )


# ---- logging


def install_logging():
    import logging

    class RequestId(logging.Filter):
        def filter(self, record):
            record.aws_request_id = State.request_id
            return True

    class Text(logging.Formatter):
        converter = time.gmtime

    class Structured(logging.Formatter):
        converter = time.gmtime
        known = set(vars(logging.makeLogRecord({}))) | {"aws_request_id", "message", "asctime", "tags"}

        def format(self, record):
            line = {
                "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
                "level": record.levelname,
                "message": record.getMessage(),
                "logger": record.name,
            }
            if record.exc_info and record.exc_info[0]:
                line["errorType"] = record.exc_info[0].__name__
                line["errorMessage"] = str(record.exc_info[1])
                line["stackTrace"] = self.formatException(record.exc_info).split("\n")
                line["location"] = f"{record.pathname}:{record.funcName}:{record.lineno}"
            if State.request_id:
                line["requestId"] = State.request_id
            line.update({k: v for k, v in vars(record).items() if k not in self.known})
            return json.dumps(line, default=str, ensure_ascii=False)

    class Lines(logging.Handler):
        def emit(self, record):
            try:
                text = self.format(record)
                sys.stdout.write(text.replace("\r\n", "\n").replace("\n", "\r") + "\n")
                sys.stdout.flush()
            except Exception:
                self.handleError(record)

    handler = Lines()
    handler.setFormatter(
        Structured()
        if JSON_LOGS
        else Text("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
    )
    handler.addFilter(RequestId())
    logging.root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if JSON_LOGS:
        logging.root.setLevel({"TRACE": "DEBUG", "FATAL": "CRITICAL"}.get(level, level) or "INFO")


def log_error(shape):
    if JSON_LOGS:
        line = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "log_level": "ERROR",
            "errorMessage": shape["errorMessage"],
            "errorType": shape["errorType"],
            "requestId": State.request_id,
            "stackTrace": shape["stackTrace"],
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)
        return
    text = f"[ERROR] {shape['errorType']}: {shape['errorMessage']}"
    if shape["stackTrace"] is not None:
        text += "\nTraceback (most recent call last):"
        if shape["stackTrace"]:
            text += "\n" + "".join(shape["stackTrace"]).rstrip("\n")
    text = "\n".join("\u00a0" * (len(s) - len(s.lstrip(" "))) + s.lstrip(" ") for s in text.split("\n"))
    print(text.replace("\n", "\r"), flush=True)


# ---- loading


class Fault(Exception):
    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.shape = {"errorMessage": message, "errorType": kind, "requestId": "", "stackTrace": trace or []}


def user_frames(error):
    """The traceback without what the bootstrap and the import machinery add."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    kept = [f for f in frames if f.filename != __file__ and "importlib" not in f.filename]
    return [s for s in traceback.format_list(kept)]


def load(text):
    import importlib

    parts = text.rsplit(".", 1)
    if len(parts) != 2:
        raise Fault(
            "Runtime.MalformedHandlerName", f"Bad handler '{text}': not enough values to unpack (expected 2, got 1)"
        )
    name, function = parts
    try:
        if name.split(".")[0] in sys.builtin_module_names:
            raise Fault("Runtime.BuiltInModuleConflict", f"Cannot use built-in module {name} as a handler module")
        module = importlib.import_module(name.replace("/", "."))
    except ImportError as e:
        message = f"Unable to import module '{name}': {e}"
        if e.name in ("boto3", "botocore"):
            message += (
                " (weir runs functions with this machine's Python, which does not bring it as AWS's does: "
                f"run '{sys.executable} -m pip install boto3', or add it to the function's requirements)"
            )
        raise Fault("Runtime.ImportModuleError", message, None)
    except SyntaxError as e:
        trace = [f'  File "{e.filename}" Line {e.lineno}\n    {(e.text or "").strip()}\n']
        raise Fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {e}", trace)
    try:
        return getattr(module, function)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{name}'")


def default(value):
    import decimal

    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {value.__class__.__name__} is not JSON serializable")


def describe(error, request_id):
    return {
        "errorMessage": str(error),
        "errorType": error.__class__.__name__,
        "requestId": request_id,
        "stackTrace": user_frames(error),
    }


def main():
    sys.path[0] = TASK_ROOT
    # The task's folder comes first, then PYTHONPATH (layers), then what the machine has.
    wire = Wire()
    install_logging()
    try:
        handler = load(os.environ["_HANDLER"])
    except Fault as e:
        log_error(e.shape)
        wire.post("init/error", json.dumps(e.shape).encode(), e.shape["errorType"])
        wire.answer()
        sys.exit(1)
    except Exception as e:
        shape = describe(e, "")
        log_error(shape)
        wire.post("init/error", json.dumps(shape).encode(), "Runtime.Unknown")
        wire.answer()
        sys.exit(1)

    wire.socket.sendall(NEXT)
    while True:
        headers, body = wire.next_event()
        request_id = headers["lambda-runtime-aws-request-id"]
        State.request_id = request_id
        trace = headers.get("lambda-runtime-trace-id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        failed = None
        try:
            try:
                event = json.loads(body)
            except ValueError as e:
                raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {e}")
            result = handler(event, LambdaContext(headers))
            try:
                answer = json.dumps(result, default=default).encode()
            except (TypeError, ValueError) as e:
                raise Fault("Runtime.MarshalError", f"Unable to marshal response: {e}")
        except Fault as e:
            failed = dict(e.shape, requestId=request_id)
        except Exception as e:
            failed = describe(e, request_id)
        if failed is None:
            wire.post(f"invocation/{request_id}/response", answer, then=NEXT)
        else:
            log_error(failed)
            wire.post(
                f"invocation/{request_id}/error",
                json.dumps(failed).encode(),
                failed["errorType"],
                then=NEXT,
            )


main()
