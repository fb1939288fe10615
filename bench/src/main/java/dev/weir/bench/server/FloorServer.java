package dev.weir.bench.server;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.server.http.ExchangeHandler;
import dev.weir.server.http.HttpLimits;
import dev.weir.server.http.HttpServer;
import dev.weir.store.Stores;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import java.io.IOException;

/** Weir's own HTTP server, which reads each request and answers it with nothing; a process of its own. */
public final class FloorServer {
    private static final byte[] NOTHING = {};
    private static final int LARGEST = 1024 * 1024;

    private FloorServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Store store = Stores.memory();
                RunningKernel running = Kernels.live(store, Kernels.JournalSize.IN_MEMORY);
                HttpServer server = new HttpServer(HttpLimits.DEFAULT)) {
            HttpServer.Listener listener = server.listen("127.0.0.1", 0, new ExchangeHandler() {
                @Override
                public Thread start(Exchange exchange, Runnable work) {
                    return running.kernel().tasks().arrive("http", "", work);
                }

                @Override
                public void handle(Exchange exchange) {
                    exchange.bytes(LARGEST);
                    exchange.respond(200, new Headers(), NOTHING);
                }
            });
            System.out.println("ready http://127.0.0.1:" + listener.address().getPort());
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
