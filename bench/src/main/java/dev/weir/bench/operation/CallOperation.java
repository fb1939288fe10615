package dev.weir.bench.operation;

import dev.weir.bench.load.Request;
import dev.weir.bench.load.Talk;
import dev.weir.bench.load.Template;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** An operation that is one call. */
abstract class CallOperation implements Operation {
    private final String name;
    private final String service;
    private final String target;

    /** @param target as the header names it, such as {@code DynamoDB_20120810.PutItem} */
    CallOperation(String name, String service, String target) {
        this.name = name;
        this.service = service;
        this.target = target;
    }

    /** Prepares a server for one stretch of load. */
    abstract Ground ground(Subject subject) throws IOException;

    /** The call's body, as {@link Template} reads it. */
    abstract String body(String named);

    /** What the body of the floor's requests names. */
    String example() {
        return "bench";
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String service() {
        return service;
    }

    @Override
    public final Talk floor(String authority) {
        return new FloorTalk(request(authority), new Template(body(example())).bytes(), 1);
    }

    private Request request(String authority) {
        return Request.operation(authority, service, target);
    }

    /** What {@code connections} say on a ground. */
    final List<Repeated> talks(Subject subject, Ground ground, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(i -> new Repeated(
                        request(subject.authority()),
                        new Template(body(ground.name())),
                        ground.calls().apply(i)))
                .toList();
    }

    @Override
    public final Work prepare(Subject subject, int connections) throws IOException {
        Ground ground = ground(subject);
        List<Repeated> talks = talks(subject, ground, connections);
        return new Work() {
            @Override
            public List<? extends Talk> talks() {
                return talks;
            }

            @Override
            public void finish() throws IOException {
                ground.finish()
                        .after(talks.stream().mapToLong(Repeated::acknowledged).sum());
            }
        };
    }
}
