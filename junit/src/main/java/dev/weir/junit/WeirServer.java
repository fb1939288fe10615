package dev.weir.junit;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.time.ClockControl;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A weir in this process: in memory, on a free port. */
public final class WeirServer implements AutoCloseable {
    private static final Duration FAR = Duration.ofDays(30);

    private final Weir weir;

    private WeirServer(Weir weir) {
        this.weir = weir;
    }

    /** Starts one that lives on the wall clock until a test freezes or moves it. */
    public static WeirServer start() {
        return start(WeirConfig.ephemeral());
    }

    /** Starts a simulation: time, ids and order follow from the seed, and time goes only by being advanced. */
    public static WeirServer simulated(long seed) {
        return start(WeirConfig.ephemeral().withSeed(seed));
    }

    /** Starts one as configured. */
    public static WeirServer start(WeirConfig config) {
        try {
            return new WeirServer(Weir.start(config));
        } catch (StartException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What SDKs take as endpoint. */
    public URI endpoint() {
        return weir.endpoint();
    }

    public int port() {
        return weir.port();
    }

    /** The region that tests sign for. */
    public String region() {
        return Scope.DEFAULT_REGION;
    }

    /** Names the default account. Any twelve digits name an account of their own: a world for one test. */
    public String accessKeyId() {
        return Scope.DEFAULT_ACCOUNT;
    }

    /** Any will do. */
    public String secretAccessKey() {
        return "weir";
    }

    /** Its clock, to be frozen and moved. */
    public ClockControl clock() {
        return weir.clock();
    }

    /** Weir's time. */
    public Instant now() {
        return weir.kernel().clock().now();
    }

    /** Lets time go by; everything that comes due on the way happens, in order. */
    public ClockControl.Moved advance(Duration by) {
        return weir.clock().advanceBy(by);
    }

    /** Lets work come to rest, as far as it takes. */
    public ClockControl.Moved untilQuiet() {
        return weir.clock().untilQuiet(FAR);
    }

    /** Empties everything. */
    public void reset() {
        weir.reset();
    }

    /** The world behind the API: store, journal, ids. */
    public Kernel kernel() {
        return weir.kernel();
    }

    /** The whole server. */
    public Weir weir() {
        return weir;
    }

    @Override
    public void close() {
        weir.close();
    }
}
