package dev.weir.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection on which the caller waits for each answer itself. Used by one thread. */
public final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final Answer answer = new Answer();

    public Connection(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    public void send(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** The next answer, which holds until this is called again. */
    public Answer receive() throws IOException {
        answer.clear();
        boolean whole = false;
        while (!whole) {
            ByteBuffer view = ByteBuffer.wrap(answer.space());
            int count = channel.read(view.position(answer.filled()));
            if (count < 0) {
                throw new IOException("the server closed the connection within an answer");
            }
            whole = answer.advance(count);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
