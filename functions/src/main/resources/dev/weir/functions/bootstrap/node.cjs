'use strict';
// Speaks the Lambda Runtime API over one socket. A response and the request for the next event go out in one write.

const net = require('net');
const path = require('path');
const fs = require('fs');
const util = require('util');
const { pathToFileURL } = require('url');

const API = '/2018-06-01/runtime/';
const colon = process.env.AWS_LAMBDA_RUNTIME_API.lastIndexOf(':');
const HOST = process.env.AWS_LAMBDA_RUNTIME_API.slice(0, colon);
const PORT = Number(process.env.AWS_LAMBDA_RUNTIME_API.slice(colon + 1));
const TASK_ROOT = process.env.LAMBDA_TASK_ROOT;
const NEXT = `GET ${API}invocation/next HTTP/1.1\r\nHost: ${HOST}:${PORT}\r\n\r\n`;
const exit = process.exit.bind(process);

let requestId = '';

// Whatever is printed is out before the answer is: after that the process is frozen.
for (const stream of [process.stdout, process.stderr]) {
    if (stream._handle && stream._handle.setBlocking) {
        stream._handle.setBlocking(true);
    }
}

// ---- logging

const JSON_LOGS = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const LEVELS = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, FATAL: 5 };
const THRESHOLD = LEVELS[(process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()] ?? (JSON_LOGS ? LEVELS.INFO : LEVELS.TRACE);

function print(text) {
    process.stdout.write(text.replace(/\r?\n/g, '\r') + '\n');
}

function plainError(error) {
    return error instanceof Error
        ? { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack || '').split('\n').slice(1).map((s) => s.trim()) }
        : error;
}

function logAt(level) {
    return (...args) => {
        if (LEVELS[level] < THRESHOLD) {
            return;
        }
        const timestamp = new Date().toISOString();
        if (!JSON_LOGS) {
            print(`${timestamp}\t${requestId || 'undefined'}\t${level}\t${util.format(...args)}`);
            return;
        }
        const line = { timestamp, level, requestId };
        const single = args.length === 1 ? args[0] : undefined;
        if (single instanceof Error) {
            Object.assign(line, plainError(single));
        } else if (single !== null && typeof single === 'object') {
            line.message = single;
        } else {
            line.message = util.format(...args);
            const error = args.find((a) => a instanceof Error);
            if (error) {
                Object.assign(line, plainError(error));
            }
        }
        let text;
        try {
            text = JSON.stringify(line, (key, value) => (typeof value === 'bigint' ? value.toString() : value));
        } catch {
            text = JSON.stringify({ timestamp, level, requestId, message: util.format(...args) });
        }
        process.stdout.write(text + '\n');
    };
}

console.log = logAt('INFO');
console.info = logAt('INFO');
console.debug = logAt('DEBUG');
console.warn = logAt('WARN');
console.error = logAt('ERROR');
console.trace = logAt('TRACE');
console.fatal = logAt('FATAL');

// ---- errors

class RuntimeError extends Error {}

function runtimeError(name, message, cause) {
    const error = new RuntimeError(message);
    error.name = name;
    if (cause && cause.stack) {
        error.stack = `${name}: ${cause.stack.startsWith(cause.name) ? '' : ''}${cause.stack}`;
    } else {
        error.stack = `${name}: ${message}\n` + error.stack.split('\n').slice(1).join('\n');
    }
    return error;
}

function describe(error) {
    if (util.types.isNativeError(error) || (error && error.name && error.message !== undefined && error.stack !== undefined)) {
        return {
            errorType: String(error.name),
            errorMessage: String(error.message),
            trace: String(error.stack || '').split('\n'),
        };
    }
    return { errorType: error === null ? 'object' : typeof error, errorMessage: String(error), trace: [] };
}

function logError(title, error) {
    const shape = { ...describe(error) };
    if (error && typeof error === 'object') {
        for (const key of Object.keys(error)) {
            if (!(key in shape) && key !== 'name' && key !== 'message' && key !== 'stack') {
                shape[key] = error[key];
            }
        }
    }
    shape.stack = shape.trace;
    delete shape.trace;
    if (JSON_LOGS) {
        logAt('ERROR')(error);
        return;
    }
    let text;
    try {
        text = JSON.stringify(shape);
    } catch {
        text = JSON.stringify(describe(error));
    }
    print(`${new Date().toISOString()}\t${requestId || 'undefined'}\tERROR\t${title}\t${text}`);
}

// ---- the wire

const socket = net.connect(PORT, HOST);
socket.setNoDelay(true);
let chunks = [];
let buffered = 0;
let head = null;

function post(where, body, headers = '') {
    const bytes = Buffer.from(body, 'utf8');
    return Buffer.concat([
        Buffer.from(
            `POST ${API}${where} HTTP/1.1\r\nHost: ${HOST}:${PORT}\r\nContent-Type: application/json\r\n` +
                `${headers}Content-Length: ${bytes.length}\r\n\r\n`,
            'latin1'),
        bytes,
    ]);
}

function parseHead(text) {
    const lines = text.split('\r\n');
    const headers = Object.create(null);
    for (let i = 1; i < lines.length; i++) {
        const at = lines[i].indexOf(':');
        headers[lines[i].slice(0, at).toLowerCase()] = lines[i].slice(at + 1).trim();
    }
    return { status: Number(lines[0].slice(9, 12)), headers, length: Number(headers['content-length'] || 0) };
}

function pull() {
    for (;;) {
        if (buffered === 0) {
            return;
        }
        if (!head) {
            let all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
            chunks = [all];
            const end = all.indexOf('\r\n\r\n');
            if (end < 0) {
                return;
            }
            head = parseHead(all.toString('latin1', 0, end));
            all = all.subarray(end + 4);
            chunks = [all];
            buffered = all.length;
        }
        if (buffered < head.length) {
            return;
        }
        const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
        const body = all.subarray(0, head.length);
        const rest = all.subarray(head.length);
        chunks = rest.length ? [rest] : [];
        buffered = rest.length;
        const answer = head;
        head = null;
        if (answer.headers['lambda-runtime-aws-request-id']) {
            invoke(answer.headers, body);
        }
    }
}

socket.on('data', (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    pull();
});
socket.on('error', () => exit(1));
socket.on('close', () => exit(1));

function failInit(error) {
    logError('Uncaught Exception', error);
    const shape = describe(error);
    socket.write(
        post('init/error', JSON.stringify(shape), `Lambda-Runtime-Function-Error-Type: ${shape.errorType.replace(/[^\x20-\x7e]/g, '?')}\r\n`),
        () => setTimeout(() => exit(1), 100));
}

// ---- one invocation

let handler;
let finish = null;
let whenIdle = null;

process.on('beforeExit', () => {
    if (whenIdle) {
        const body = whenIdle;
        whenIdle = null;
        body();
    }
});

function stringify(value) {
    return JSON.stringify(value === undefined ? null : value);
}

function invoke(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    requestId = id;
    if (headers['lambda-runtime-trace-id']) {
        process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    } else {
        delete process.env._X_AMZN_TRACE_ID;
    }
    let done = false;
    let waitForEmptyLoop = true;
    // While the function works, this socket must not keep its event loop alive.
    socket.unref();

    const send = (bytes) => {
        if (done) {
            return;
        }
        done = true;
        finish = null;
        whenIdle = null;
        socket.ref();
        socket.write(Buffer.concat([bytes, Buffer.from(NEXT, 'latin1')]));
    };
    const fail = (error) => {
        logError('Invoke Error', error);
        const shape = describe(error);
        send(post(`invocation/${id}/error`, JSON.stringify(shape),
            `Lambda-Runtime-Function-Error-Type: ${shape.errorType.replace(/[^\x20-\x7e]/g, '?')}\r\n`));
    };
    const succeed = (value) => {
        let text;
        try {
            text = stringify(value);
        } catch (e) {
            fail(runtimeError('Runtime.MarshalError', 'Unable to stringify response body as json: ' + e.message));
            return;
        }
        if (text === undefined) {
            text = 'null';
        }
        send(post(`invocation/${id}/response`, text));
    };
    finish = { fail };

    const callback = (error, value) => {
        if (done) {
            return;
        }
        const act = error === undefined || error === null ? () => succeed(value) : () => fail(error);
        if (waitForEmptyLoop) {
            whenIdle = act;
        } else {
            setImmediate(act);
        }
    };

    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    const context = {
        get callbackWaitsForEmptyEventLoop() {
            return waitForEmptyLoop;
        },
        set callbackWaitsForEmptyEventLoop(value) {
            waitForEmptyLoop = value;
        },
        functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
        memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
        logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
        logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
        clientContext: headers['lambda-runtime-client-context'] ? JSON.parse(headers['lambda-runtime-client-context']) : undefined,
        identity: headers['lambda-runtime-cognito-identity'] ? JSON.parse(headers['lambda-runtime-cognito-identity']) : undefined,
        invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
        awsRequestId: id,
        getRemainingTimeInMillis: () => deadline - Date.now(),
        done: (error, value) => callback(error, value),
        fail: (error) => callback(error === undefined || error === null ? 'handled' : error),
        succeed: (value) => callback(null, value),
    };

    // A function that never answers and has nothing left to do has answered null.
    whenIdle = () => succeed(null);
    let event;
    try {
        event = JSON.parse(body.toString('utf8'));
    } catch (e) {
        fail(e);
        return;
    }
    let result;
    try {
        result = handler(event, context, callback);
    } catch (e) {
        fail(e);
        return;
    }
    if (result && typeof result.then === 'function') {
        result.then(succeed, fail);
    }
}

process.on('uncaughtException', (error) => {
    logError('Uncaught Exception', error);
    if (finish) {
        const shape = describe(error);
        socket.write(post(`invocation/${requestId}/error`, JSON.stringify(shape),
            'Lambda-Runtime-Function-Error-Type: Runtime.UncaughtException\r\n'), () => exit(129));
    } else {
        exit(129);
    }
});
process.on('unhandledRejection', (reason) => {
    const error = runtimeError('Runtime.UnhandledPromiseRejection',
        reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason), reason instanceof Error ? reason : undefined);
    logError('Unhandled Promise Rejection', error);
    if (finish) {
        socket.write(post(`invocation/${requestId}/error`, JSON.stringify(describe(error)),
            'Lambda-Runtime-Function-Error-Type: Runtime.UnhandledPromiseRejection\r\n'), () => exit(128));
    } else if (handler) {
        exit(128);
    } else {
        failInit(error);
    }
});

// ---- loading

const streaming = () => {
    throw runtimeError('Runtime.StreamingNotSupported',
        'awslambda.streamifyResponse: weir does not stream responses yet; export a plain handler');
};
globalThis.awslambda = {
    streamifyResponse: streaming,
    HttpResponseStream: { from: streaming },
};

function isModule(file) {
    if (file.endsWith('.mjs')) {
        return true;
    }
    if (file.endsWith('.cjs')) {
        return false;
    }
    for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
        try {
            return JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')).type === 'module';
        } catch {
            // No package.json here that can be read: the one above counts.
        }
        if (dir === path.dirname(dir) || dir === TASK_ROOT) {
            return false;
        }
    }
}

async function load(root, name) {
    const base = path.resolve(TASK_ROOT, root, name);
    for (const file of [base, base + '.js', base + '.mjs', base + '.cjs']) {
        if (fs.existsSync(file) && fs.statSync(file).isFile()) {
            return isModule(file) ? import(pathToFileURL(file).href) : require(file);
        }
    }
    try {
        return require(require.resolve(name, { paths: [TASK_ROOT, path.resolve(TASK_ROOT, root)] }));
    } catch (e) {
        if (e.code === 'MODULE_NOT_FOUND' && e.message.includes(`'${name}'`)) {
            const missing = new Error(`Cannot find module '${path.join(root, name)}'\nRequire stack:\n- /var/runtime/index.mjs`);
            missing.code = 'MODULE_NOT_FOUND';
            throw missing;
        }
        throw e;
    }
}

async function find(text) {
    const file = path.basename(text);
    const root = text.slice(0, text.length - file.length);
    const match = /^([^.]*)\.(.*)$/.exec(file);
    if (!match || text.includes('..')) {
        throw runtimeError('Runtime.MalformedHandlerName', text.includes('..') ? `'${text}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.` : 'Bad handler');
    }
    let module;
    try {
        module = await load(root, match[1]);
    } catch (e) {
        if (e instanceof SyntaxError) {
            throw runtimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${e.message}`, e);
        }
        if (e && (e.code === 'MODULE_NOT_FOUND' || e.code === 'ERR_MODULE_NOT_FOUND')) {
            throw runtimeError('Runtime.ImportModuleError', `Error: ${e.message}`, e);
        }
        throw e;
    }
    const found = match[2].split('.').reduce((at, key) => (at === undefined || at === null ? at : at[key]), module)
        ?? (module && module.default ? match[2].split('.').reduce((at, key) => (at === undefined || at === null ? at : at[key]), module.default) : undefined);
    if (found === undefined || found === null) {
        throw runtimeError('Runtime.HandlerNotFound', `${text} is undefined or not exported`);
    }
    if (typeof found !== 'function') {
        throw runtimeError('Runtime.HandlerNotFound', `${text} is not a function`);
    }
    return found;
}

find(process.env._HANDLER).then(
    (found) => {
        handler = found;
        socket.write(NEXT);
    },
    failInit);
