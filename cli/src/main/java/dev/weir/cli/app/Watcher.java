package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.BuildException;
import dev.weir.deploy.build.Builder;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Puts edited code into the functions that run, without a deployment: the next invocation has it. */
final class Watcher {
    private static final Set<String> LEFT_OUT = Set.of("node_modules", ".weir", "target", ".git", "__pycache__");
    /** An editor writes a file in several steps; what comes within this time counts as one edit. */
    private static final long SETTLE_MILLIS = 150;

    private final Application application;
    private final Deployer deployer;
    private final Terminal terminal;
    private final Map<String, String> functions;

    /** @param functions physical ids by logical id */
    Watcher(Application application, Deployer deployer, Terminal terminal, Map<String, String> functions) {
        this.application = application;
        this.deployer = deployer;
        this.terminal = terminal;
        this.functions = functions;
    }

    /** Watches until it is interrupted. */
    void watch(List<Builder.Built> built) throws InterruptedException {
        Map<String, String> current = new HashMap<>();
        built.forEach(one -> current.put(one.code().logicalId(), one.sha256()));
        try (WatchService service = FileSystems.getDefault().newWatchService()) {
            register(service);
            while (true) {
                WatchKey key = service.take();
                while (key != null) {
                    key.pollEvents();
                    key.reset();
                    key = service.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                refresh(current);
                register(service);
            }
        } catch (IOException | ClosedWatchServiceException e) {
            throw new CommandException("files can no longer be watched: " + e.getMessage());
        }
    }

    private void register(WatchService service) throws IOException {
        try (Stream<Path> walk = Files.walk(application.directory())) {
            for (Path directory :
                    walk.filter(Files::isDirectory).filter(this::watched).toList()) {
                directory.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        }
    }

    private boolean watched(Path directory) {
        for (Path part : application.directory().relativize(directory)) {
            if (LEFT_OUT.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private void refresh(Map<String, String> current) {
        Builder builder = Deployer.builder(application);
        try {
            for (Application.Code code : application.code()) {
                String function = functions.get(code.logicalId());
                if (function == null) {
                    continue;
                }
                long start = System.nanoTime();
                Builder.Built built = builder.build(code);
                if (!built.sha256().equals(current.put(code.logicalId(), built.sha256()))) {
                    deployer.replaceCode(function, built.archive());
                    terminal.line("  " + terminal.green("↻") + " " + code.logicalId() + " "
                            + terminal.dim(built.tool() + ", " + Deployer.since(start)));
                }
            }
        } catch (BuildException e) {
            terminal.line("  " + terminal.red("✗") + " " + e.getMessage());
            if (!e.output().isBlank()) {
                terminal.line(e.output().strip().indent(4).stripTrailing());
            }
        } catch (CommandException e) {
            terminal.line("  " + terminal.red("✗") + " " + e.getMessage());
        }
    }
}
