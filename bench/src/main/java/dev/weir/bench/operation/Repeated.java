package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.Template;
import dev.weir.bench.load.WrongAnswerException;
import java.nio.ByteBuffer;

/** One call over and over, with other numbers in it each time. */
final class Repeated implements Talk {
    private final Request request;
    private final Template body;
    private final Call call;
    private long acknowledged;

    Repeated(Request request, Template body, Call call) {
        this.request = request;
        this.body = body;
        this.call = call;
    }

    /** How many calls were answered rightly. */
    long acknowledged() {
        return acknowledged;
    }

    @Override
    public ByteBuffer request() {
        call.next(body);
        return request.with(body.bytes());
    }

    @Override
    public boolean answered(Answer answer) {
        answer.requireOk();
        if (!call.takes(body, answer)) {
            throw new WrongAnswerException("not to be expected: " + answer.text());
        }
        acknowledged++;
        return true;
    }
}
