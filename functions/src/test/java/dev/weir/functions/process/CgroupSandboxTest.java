package dev.weir.functions.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups of version 2 on files that behave as the kernel's, for machines that have only version 1. */
class CgroupSandboxTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private Sandbox.Limits limits() {
        return new Sandbox.Limits("id", 256, root, root, root, 512);
    }

    /** Groups in a plain folder, with the files that the kernel would put there. */
    private final class Fake implements CgroupSandbox.Hierarchy {
        private final Path denied;

        Fake(Path denied) {
            this.denied = denied;
        }

        @Override
        public Path root() {
            return root;
        }

        @Override
        public void make(Path group) throws IOException {
            if (group.startsWith(denied)) {
                throw new IOException("Permission denied");
            }
            Files.createDirectories(group);
            for (String file : List.of("memory.max", "memory.swap.max", "cgroup.procs", "cgroup.subtree_control")) {
                Files.writeString(group.resolve(file), "");
            }
            Files.writeString(group.resolve("memory.events"), "low 0\nhigh 0\nmax 3\noom 1\noom_kill 0\n");
            Files.writeString(group.resolve("memory.peak"), 77 * 1024 * 1024 + "\n");
        }

        @Override
        public void remove(Path group) throws IOException {
            if (!Files.readString(group.resolve("cgroup.procs")).isEmpty()) {
                throw new IOException("Device or resource busy");
            }
            Folders.remove(group);
        }
    }

    @BeforeEach
    void mount() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
    }

    @Test
    void limitsMemoryAndTellsOfItsEnd() throws Exception {
        CgroupSandbox sandbox =
                CgroupSandbox.within(new PlainSandbox(), new Fake(root.resolve("nothing")), "/user.slice/weir.scope");
        assertNotNull(sandbox);
        assertEquals("+memory", Files.readString(root.resolve("weir/cgroup.subtree_control")));
        assertEquals("limited by control groups (version 2)", sandbox.describe().get("memory"));

        Sandbox.Confinement inside = sandbox.confine(limits());
        Path group = root.resolve("weir/" + ProcessHandle.current().pid() + "-id");
        assertEquals(Long.toString(256L * 1024 * 1024), Files.readString(group.resolve("memory.max")));
        assertEquals("0", Files.readString(group.resolve("memory.swap.max")));
        assertEquals(77, inside.peakMemory(1));
        assertFalse(inside.outOfMemory());
        Files.writeString(group.resolve("memory.events"), "oom 1\noom_kill 1\n");
        assertTrue(inside.outOfMemory());

        Program program = inside.wrap(new Program(List.of("/bin/sh", "-c", "echo $$ > own"), Map.of("PATH", "/bin")));
        Process process =
                new ProcessBuilder(program.command()).directory(root.toFile()).start();
        assertEquals(0, process.waitFor());
        String joined = Files.readString(group.resolve("cgroup.procs"));
        assertEquals(Files.readString(root.resolve("own")), joined, "it is in the group before it runs");
        assertEquals(process.pid() + "\n", joined);

        inside.release();
        assertTrue(Files.exists(group), "while a process is left");
        Files.writeString(group.resolve("cgroup.procs"), "");
        sandbox.confine(new Sandbox.Limits("other", 256, root, root, root, 512));
        assertFalse(Files.exists(group));
    }

    @Test
    void usersGetGroupsBesideTheirOwn() {
        String own = "/user.slice/user-1000.slice/user@1000.service/app.slice/terminal.scope";
        CgroupSandbox sandbox = CgroupSandbox.within(new PlainSandbox(), new Fake(root.resolve("weir")), own);
        assertNotNull(sandbox);
        sandbox.confine(limits());
        assertTrue(Files.isDirectory(root.resolve("user.slice/user-1000.slice/user@1000.service/app.slice/weir")));
        assertNull(CgroupSandbox.within(new PlainSandbox(), new Fake(root), own), "where users may make none");
    }

    @Test
    void clearsTheGroupsOfOneThatIsGone() throws Exception {
        Fake fake = new Fake(root.resolve("nothing"));
        // No process has a number this high.
        Path gone = root.resolve("weir/99999999-abc");
        fake.make(gone);
        assertNotNull(CgroupSandbox.within(new PlainSandbox(), fake, ""));
        assertFalse(Files.exists(gone));
    }
}
