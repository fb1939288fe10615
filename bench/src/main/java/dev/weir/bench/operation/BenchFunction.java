package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Caller;
import dev.weir.bench.load.Pause;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.WrongAnswerException;
import dev.weir.bench.server.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** A Node.js function that does nothing. */
public final class BenchFunction {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final byte[] EVENT = {'{', '}'};
    private static final String FUNCTIONS = "/2015-03-31/functions";

    private final Subject subject;
    private final Caller caller;
    private final String name;

    private BenchFunction(Subject subject, Caller caller, String name) {
        this.subject = subject;
        this.caller = caller;
        this.name = name;
    }

    /** Creates one that has never been invoked, and waits until it can be. */
    public static BenchFunction create(Subject subject) throws IOException {
        Caller caller = new Caller(subject.endpoint());
        String name = "bench-" + NUMBER.incrementAndGet();
        ObjectNode request = Caller.object()
                .put("FunctionName", name)
                .put("Runtime", "nodejs22.x")
                .put("Handler", "index.handler")
                .put("Role", "arn:aws:iam::000000000000:role/bench");
        request.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(code()));
        caller.rest("lambda", "POST", FUNCTIONS, request.toString());
        for (int attempt = 0; attempt < 600; attempt++) {
            String state = caller.rest("lambda", "GET", FUNCTIONS + "/" + name, "")
                    .path("Configuration")
                    .path("State")
                    .asString("");
            if (state.equals("Active")) {
                return new BenchFunction(subject, caller, name);
            }
            Pause.millis(50);
        }
        throw new WrongAnswerException("the function does not become active");
    }

    private static byte[] code() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("index.mjs"));
            zip.write("export const handler = async () => ({});\n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    public void delete() throws IOException {
        caller.rest("lambda", "DELETE", FUNCTIONS + "/" + name, "");
    }

    /** Invokes it and waits for its answer, over and over. */
    public Talk talk() {
        Request request = request(subject.authority(), name);
        return new Talk() {
            @Override
            public ByteBuffer request() {
                return request.with(EVENT);
            }

            @Override
            public boolean answered(Answer answer) {
                answer.requireOk();
                if (answer.length() != EVENT.length || answer.find(EVENT) != 0) {
                    throw new WrongAnswerException("Invoke answered: " + answer.text());
                }
                return true;
            }
        };
    }

    static Talk floor(String authority) {
        return new FloorTalk(request(authority, "bench"), EVENT, 1);
    }

    private static Request request(String authority, String name) {
        return Request.post(authority, "lambda", FUNCTIONS + "/" + name + "/invocations");
    }
}
