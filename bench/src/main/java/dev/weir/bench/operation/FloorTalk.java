package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import java.nio.ByteBuffer;

/** Sends the same request over and over; some of them make an operation. */
final class FloorTalk implements Talk {
    private final Request request;
    private final byte[] body;
    private final int requests;
    private int answered;

    FloorTalk(Request request, byte[] body, int requests) {
        this.request = request;
        this.body = body;
        this.requests = requests;
    }

    @Override
    public ByteBuffer request() {
        return request.with(body);
    }

    @Override
    public boolean answered(Answer answer) {
        answer.requireOk();
        return ++answered % requests == 0;
    }
}
