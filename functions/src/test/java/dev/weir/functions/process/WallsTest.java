package dev.weir.functions.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each way of isolation promises, seen from the inside. Skipped, with a word, where the machine lacks one. */
@Timeout(60)
class WallsTest {
    private static final int STORAGE = 24;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Sandbox> opened = new ArrayList<>();

    static Stream<Arguments> all() {
        return Arrays.stream(Ladder.Rung.values()).flatMap(rung -> Arrays.stream(Storage.values())
                // Bubblewrap makes no file systems.
                .filter(storage -> rung == Ladder.Rung.UNSHARE || storage != Storage.IMAGE)
                .map(storage -> Arguments.of(rung, storage)));
    }

    private Sandbox sandbox(Ladder.Rung rung, Storage storage, Path... hidden) {
        Sandbox sandbox = Ladder.open(rung, storage, folder.resolve("work"), List.of(hidden));
        Assumptions.assumeTrue(sandbox != null, () -> "this machine offers no " + rung + " with " + storage);
        opened.add(sandbox);
        return sandbox;
    }

    @AfterEach
    void close() {
        opened.forEach(Sandbox::close);
    }

    private Sandbox.Limits limits() throws Exception {
        Path own = Files.createTempDirectory(folder, "env");
        Files.createDirectories(own.resolve("tmp"));
        Path code = Files.createDirectories(folder.resolve("code/mine/task"));
        Files.writeString(code.resolve("mine.txt"), "mine");
        Path layers = Files.createDirectories(folder.resolve("layers"));
        Files.writeString(layers.resolve("layer.txt"), "layer");
        return new Sandbox.Limits("id", 128, code, layers, own, STORAGE);
    }

    private static final class Running implements AutoCloseable {
        final List<String> lines = new ArrayList<>();
        final OutputPipe output;
        final ProcessGroup process;

        Running(Sandbox.Confinement inside, Map<String, String> environment, String script) {
            output = new OutputPipe(inside.limits().folder().resolve("output"), line -> {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            });
            inside.lend(output.path());
            process = ProcessGroup.start(
                    inside.wrap(new Program(List.of("/bin/sh", "-c", script), environment)),
                    inside.limits().folder(),
                    output,
                    inside::leader);
        }

        String line() throws InterruptedException {
            synchronized (lines) {
                while (lines.isEmpty()) {
                    lines.wait();
                }
                return lines.removeFirst();
            }
        }

        List<String> rest() throws Exception {
            int code = process.exit().get();
            output.flush();
            synchronized (lines) {
                assertEquals(0, code, lines.toString());
                return List.copyOf(lines);
            }
        }

        @Override
        public void close() {
            process.kill();
            output.close();
        }
    }

    private static List<String> run(Sandbox.Confinement inside, Map<String, String> environment, String script)
            throws Exception {
        try (Running running = new Running(inside, environment, script)) {
            return running.rest();
        }
    }

    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @ParameterizedTest
    @MethodSource("all")
    void codeAndLayersAreReadOnlyAndOnlyTmpIsNot(Ladder.Rung rung, Storage storage) throws Exception {
        Sandbox.Confinement inside = sandbox(rung, storage).confine(limits());
        assertEquals("/var/task", inside.taskRoot());
        assertEquals(
                List.of("/var/task", "mine", "layer", "tmp 0", "writable: /tmp/new", "hello"),
                run(
                        inside,
                        PATH,
                        "pwd; cat mine.txt; echo; cat /opt/layer.txt; echo; echo tmp $(ls -A /tmp | wc -l);"
                                + " for f in / /bin /usr /etc /etc/passwd /var /var/task /var/task/mine.txt /opt"
                                + " /dev /dev/shm /run /proc /tmp; do"
                                + " [ ! -d $f ] || f=$f/new;"
                                + " if ( : >> $f ) 2>/dev/null; then echo writable: $f; fi; done;"
                                + " echo hello > /tmp/x && cat /tmp/x"));
        assertFalse(Files.exists(Path.of("/tmp/new")), "the machine's own /tmp");
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingElseOfTheMachineIsThere(Ladder.Rung rung, Storage storage) throws Exception {
        Path other = Files.createDirectories(folder.resolve("code/other/task")).resolve("secret.txt");
        Files.writeString(other, "secret");
        Path data = Files.writeString(folder.resolve("data"), "state");
        Sandbox.Confinement inside =
                sandbox(rung, storage, Path.of("/usr/share/doc")).confine(limits());
        List<String> seen = run(
                inside,
                PATH,
                "for f in " + other + " " + data + " " + folder + " " + System.getProperty("user.home")
                        + "/.cache /home/* /root/.ssh /root/.aws /sys/kernel /var/lib /var/log /srv /mnt/* /usr/share/doc/*"
                        + "; do [ ! -e \"$f\" ] || echo \"sees $f\"; done; ls /etc/ssl > /dev/null && echo system");
        assertEquals(List.of("system"), seen);
        Path shown = Files.writeString(folder.resolve("shown"), "shown");
        Sandbox.Confinement more = sandbox(rung, storage).confine(limits());
        String place = more.show(shown);
        assertEquals(List.of("shown"), run(more, PATH, "cat " + place + "; echo"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noOtherProcessCanBeSeenOrSignalled(Ladder.Rung rung, Storage storage) throws Exception {
        Sandbox.Confinement inside = sandbox(rung, storage).confine(limits());
        List<String> seen = run(
                inside,
                PATH,
                "kill -0 " + ProcessHandle.current().pid() + " 2>/dev/null && echo signals weir;"
                        + " for p in /proc/[0-9]*; do [ ${p#/proc/} -lt 50 ] || echo sees $p; done;"
                        + " ls /proc/1/root/ >/dev/null 2>&1 && [ -e /proc/1/root" + folder + " ] && echo escapes;"
                        + " grep -E '^(CapEff|CapPrm|CapBnd|NoNewPrivs)' /proc/self/status; id -u; id -un");
        List<String> expected =
                new ArrayList<>(List.of("CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1"));
        if (User.weirIsRoot()) {
            expected.add(2, "CapBnd:\t0000000000000000");
            expected.addAll(List.of(Integer.toString(User.ID), "sbx_user1051"));
            assertEquals(expected, seen);
        } else {
            assertTrue(seen.containsAll(expected), seen.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theEnvironmentIsTheFunctionsAndActsOnlyInside(Ladder.Rung rung, Storage storage) throws Exception {
        Sandbox.Confinement inside = sandbox(rung, storage).confine(limits());
        Map<String, String> environment = new TreeMap<>(PATH);
        environment.put("QUOTED", "a 'b' \"c\" $D `e` \\ ä");
        environment.put("LINES", "one\ntwo");
        environment.put("EMPTY", "");
        // As root outside, this would run what the function brings.
        environment.put("LD_PRELOAD", "/var/task/evil.so");
        List<String> seen = run(
                inside,
                environment,
                "unset LD_PRELOAD; env -0 | tr '\\n\\0' '|\\n' | grep -v -E '^(PWD|OLDPWD|SHLVL|_)='");
        // The preloaded library is missing, of which the loader complains once for each program inside.
        assertEquals(
                List.of("EMPTY=", "LINES=one|two", "PATH=/usr/bin:/bin", "QUOTED=" + environment.get("QUOTED")),
                seen.stream().filter(line -> !line.contains("evil.so")).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void tmpEndsWhereItsSizeIsLimited(Ladder.Rung rung, Storage storage) throws Exception {
        Assumptions.assumeTrue(storage != Storage.FOLDER, "a folder on the disk has no size");
        Sandbox.Confinement inside = sandbox(rung, storage).confine(limits());
        List<String> seen = run(
                inside,
                PATH,
                "dd if=/dev/zero of=/tmp/big bs=1M count=64 2>&1 | grep -o 'No space left on device';"
                        + " wc -c < /tmp/big; rm /tmp/big; echo again > /tmp/small && cat /tmp/small");
        assertEquals("No space left on device", seen.get(0), seen.toString());
        double size = Long.parseLong(seen.get(1)) / (1024.0 * 1024.0);
        assertTrue(size >= STORAGE && size < STORAGE * 1.2, size + " MB");
        assertEquals("again", seen.get(2));
    }

    @Test
    void withoutAFileSystemOfItsOwnTmpIsAFolder() throws Exception {
        Sandbox.Limits limits = limits();
        // A program that does nothing leaves an image that cannot be mounted, as where no loop device is free.
        Sandbox sandbox = UnshareSandbox.open(
                HostFiles.look(List.of()),
                Storage.IMAGE,
                User.weirIsRoot(),
                folder.resolve("work"),
                "/bin/true",
                "/bin/true");
        Assumptions.assumeTrue(
                sandbox != null
                        && Ladder.open(Ladder.Rung.UNSHARE, Storage.IMAGE, folder.resolve("work"), List.of()) != null,
                "this machine offers no file systems in files");
        opened.add(sandbox);
        assertEquals(
                List.of(UnshareSandbox.UNLIMITED, "x", "read-only"),
                run(
                        sandbox.confine(limits),
                        PATH,
                        "echo x > /tmp/x && cat /tmp/x; touch /var/task/x 2>/dev/null || echo read-only"));
        assertTrue(Files.exists(limits.tmp().resolve("x")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFrozenAndKilledWhole(Ladder.Rung rung, Storage storage) throws Exception {
        Sandbox.Confinement inside = sandbox(rung, storage).confine(limits());
        // One that stays in the group, and one that leaves it.
        try (Running running = new Running(
                inside, PATH, "sleep 1000 & setsid sleep 1000 & echo up; while read -r x; do :; done; wait")) {
            assertEquals("up", running.line());
            List<ProcessHandle> all = ProcessHandle.of(running.process.pid())
                    .orElseThrow()
                    .descendants()
                    .toList();
            assertTrue(all.size() >= 3, all.toString());
            running.process.freeze();
            ProcessHandle function =
                    ProcessHandle.of(inside.leader(running.process.pid())).orElseThrow();
            assertNotEquals(running.process.pid(), function.pid());
            await(function.pid(), 'T');
            running.process.thaw();
            await(function.pid(), 'S');
            running.process.freeze();
            running.process.kill();
            for (ProcessHandle process : all) {
                process.onExit().get(10, TimeUnit.SECONDS);
            }
            assertEquals(137, running.process.exit().get());
        }
    }

    /** Waits for the kernel to have done what a signal asks for. */
    private static void await(long pid, char state) throws Exception {
        String stat;
        do {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } while (stat.charAt(stat.lastIndexOf(')') + 2) != state);
    }

    @ParameterizedTest
    @MethodSource("all")
    void exitValuesComeThrough(Ladder.Rung rung, Storage storage) throws Exception {
        Sandbox sandbox = sandbox(rung, storage);
        for (Map.Entry<String, Integer> end :
                Map.of("exit 3", 3, "kill -SEGV $$", 139, "/nowhere", 127).entrySet()) {
            try (Running running = new Running(sandbox.confine(limits()), PATH, end.getKey())) {
                assertEquals(end.getValue(), running.process.exit().get(), end.getKey());
            }
        }
    }
}
