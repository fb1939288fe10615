package dev.weir.bench.operation;

import dev.weir.bench.load.Talk;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.util.stream.IntStream;

/** Something that load is made of, on weir and on the peers that can do it. */
public interface Operation {
    /** As in the tables, such as {@code sqs-send}. */
    String name();

    /** The AWS service that it is about, by weir's id. */
    String service();

    /** Connections to use where {@code wanted} are asked for. */
    default int connections(int wanted) {
        return wanted;
    }

    /** Requests that one operation takes. */
    default int requests() {
        return 1;
    }

    /** Prepares a server for one stretch of load. */
    Work prepare(Subject subject, int connections) throws IOException;

    /** The floor's part: requests as large as the operation's, to be answered by an empty 200. */
    Talk floor(String authority);

    /** The floor's part on as many connections as the operation's. */
    default Work floor(Subject subject, int connections) {
        return Work.of(IntStream.range(0, connections)
                .mapToObj(i -> floor(subject.authority()))
                .toList());
    }
}
