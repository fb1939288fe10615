package dev.weir.mcp.documentation;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.library.Library;
import dev.weir.mcp.client.CalledOffException;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.tool.Call;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has AWS's part of the documentation built when it is first asked for. It takes half a minute and more; whoever asks waits for it, but not
 * longer than clients wait for a tool, and is told how far it is.
 */
final class Preparation {
    private static final int PATIENCE_SECONDS = 45;

    private final Library library;
    private @Nullable Thread worker;
    private CountDownLatch ended = new CountDownLatch(1);
    private String last = "";
    private String failure = "";

    Preparation(Library library) {
        this.library = library;
    }

    /**
     * Waits until it is built, cannot be built, or patience ends.
     *
     * @return what the asker must know; empty where all is there
     */
    List<String> await(Call call) {
        try {
            if (library.manifest().isPresent()) {
                return List.of();
            }
            CountDownLatch end = begin();
            for (int i = 0; i < PATIENCE_SECONDS; i++) {
                if (end.await(1, TimeUnit.SECONDS)) {
                    break;
                }
                call.progress("building the offline documentation, once: " + progress());
            }
            return note();
        } catch (InterruptedException e) {
            throw new CalledOffException();
        } catch (IOException e) {
            throw new RefusedException("", "the offline documentation cannot be read: " + e.getMessage());
        }
    }

    private synchronized CountDownLatch begin() {
        if (worker == null && failure.isEmpty()) {
            ended = new CountDownLatch(1);
            worker = Kernels.aside("documentation", this::build);
        }
        return ended;
    }

    private void build() {
        try {
            library.prepare(false, this::say);
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            fail("called off");
        } finally {
            end();
        }
    }

    private synchronized void say(String line) {
        last = line;
    }

    private synchronized String progress() {
        return last;
    }

    /** It is not tried again by itself: without a network, each call would wait for nothing. */
    private synchronized void fail(String why) {
        failure = why;
    }

    private synchronized void end() {
        worker = null;
        ended.countDown();
    }

    private synchronized List<String> note() {
        if (!failure.isEmpty()) {
            return List.of("AWS's part of the offline documentation could not be built: " + failure
                    + ". The user can try again with `weir docs build`.");
        }
        return worker == null
                ? List.of()
                : List.of("AWS's part of the offline documentation is being built (" + last
                        + "): ask again in a minute.");
    }
}
