package dev.weir.mcp.tool;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.mcp.client.CalledOffException;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tools that come and go with what is deployed. They are made anew before and after each request that needs them, and
 * meanwhile where the journal tells of a stack or a state machine.
 */
public final class LiveTools implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveTools.class.getName());

    /** Kinds of hops after which there may be other functions or state machines. */
    private static final Set<String> KINDS = Set.of(
            "cloudformation.Stack",
            "states.CreateStateMachine",
            "states.CreateStateMachineAlias",
            "states.UpdateStateMachineAlias");

    /** Where such tools come from. */
    public interface Source {
        /** The tools for what there is now. */
        List<Tool> tools(WeirClient weir);

        /**
         * What the tools depend on, cheap to read: they are made anew where it has changed.
         *
         * @return the same text for the same state
         */
        String state(WeirClient weir);
    }

    private final WeirClient weir;
    private final List<Source> sources;
    private final Map<Source, String> states = new LinkedHashMap<>();
    private final Map<Source, Map<String, Tool>> present = new LinkedHashMap<>();
    private Consumer<Tool> add = tool -> {};
    private Consumer<String> remove = name -> {};
    private @Nullable Thread follower;

    public LiveTools(WeirClient weir, List<Source> sources) {
        this.weir = weir;
        this.sources = sources;
    }

    /** Has tools added and removed from now on, as the journal tells of changes. */
    public synchronized void follow(Consumer<Tool> add, Consumer<String> remove) {
        this.add = add;
        this.remove = remove;
        if (!sources.isEmpty()) {
            follower = Kernels.aside("mcp-follow", this::follow);
        }
    }

    private void follow() {
        try {
            weir.lines("/_weir/journal?follow", hop -> {
                if (isChange(hop)) {
                    refresh();
                }
                return true;
            });
        } catch (CalledOffException e) {
            return;
        } catch (UncheckedIOException e) {
            LOG.log(Level.DEBUG, "weir's journal can no longer be followed", e);
        }
    }

    private static boolean isChange(JsonNode hop) {
        return KINDS.contains(hop.path("kind").asString(""));
    }

    /** Makes the tools those of what is deployed now. */
    public synchronized void refresh() {
        for (Source source : sources) {
            try {
                String state = source.state(weir);
                if (!state.equals(states.get(source))) {
                    replace(source, source.tools(weir));
                    states.put(source, state);
                }
            } catch (RefusedException e) {
                LOG.log(Level.DEBUG, "tools cannot be made: " + e.getMessage());
            }
        }
    }

    private void replace(Source source, List<Tool> tools) {
        Map<String, Tool> old = present.getOrDefault(source, Map.of());
        Map<String, Tool> now = new LinkedHashMap<>();
        for (Tool tool : tools) {
            now.put(tool.name(), tool);
        }
        for (String name : new ArrayList<>(old.keySet())) {
            if (!now.containsKey(name)) {
                remove.accept(name);
            }
        }
        now.values().stream().filter(tool -> !tool.isLike(old.get(tool.name()))).forEach(add);
        present.put(source, now);
    }

    @Override
    public synchronized void close() {
        if (follower != null) {
            follower.interrupt();
        }
    }
}
