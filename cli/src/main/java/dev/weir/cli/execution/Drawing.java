package dev.weir.cli.execution;

import dev.weir.cli.client.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Draws the way of an execution: a line for each state, with its duration, when it ran, and what went wrong. */
final class Drawing {
    /** Of one branch, so many states are drawn, half of them from its beginning; of a Map, so many items. */
    private static final int STATES = 60;

    private static final int ITEMS = 6;
    private static final int BAR = 24;

    private final Terminal terminal;
    private final Function<String, String> mapRuns;
    private final Instant start;
    private final Duration whole;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String indent, String mark, String name, String duration, String bar, String note) {}

    /** @param mapRuns what became of the items of a distributed Map, by the ARN of its run */
    Drawing(Terminal terminal, Instant start, Instant end, Function<String, String> mapRuns) {
        this.terminal = terminal;
        this.start = start;
        this.whole = Duration.between(start, end);
        this.mapRuns = mapRuns;
    }

    List<String> lines(List<Visit> visits) {
        states("", visits);
        int names = lines.stream()
                .mapToInt(line -> line.indent().length() + line.name().length())
                .max()
                .orElse(0);
        int durations =
                lines.stream().mapToInt(line -> line.duration().length()).max().orElse(0);
        List<String> drawn = new ArrayList<>();
        for (Line line : lines) {
            String name = terminal.dim(line.indent()) + line.mark() + " " + line.name();
            if (line.duration().isEmpty()) {
                drawn.add((name + " " + line.note()).stripTrailing());
                continue;
            }
            int gap = names
                    - line.indent().length()
                    - line.name().length()
                    + durations
                    - line.duration().length();
            String facts = name + " ".repeat(gap + 2) + line.duration() + "  " + line.bar();
            drawn.add(line.note().isEmpty() ? facts.stripTrailing() : facts + "  " + line.note());
        }
        return drawn;
    }

    private void states(String indent, List<Visit> visits) {
        int left = Math.max(0, visits.size() - STATES);
        for (int i = 0; i < visits.size(); i++) {
            if (left > 0 && i == STATES / 2) {
                lines.add(plain(indent, "⋮", left + " more states"));
                i += left;
            }
            state(indent, visits.get(i));
        }
    }

    private void state(String indent, Visit visit) {
        Duration took = Duration.between(visit.entered, visit.left);
        lines.add(new Line(indent, mark(visit), visit.name, duration(took), bar(visit), note(visit)));
        boolean map = visit.type.equals("Map");
        List<Map.Entry<Integer, List<Visit>>> shown = map ? items(visit) : List.copyOf(visit.inner.entrySet());
        int hidden = visit.inner.size() - shown.size();
        for (int i = 0; i < shown.size(); i++) {
            boolean last = i == shown.size() - 1 && hidden == 0;
            int number = shown.get(i).getKey();
            lines.add(plain(indent + (last ? "└─" : "├─"), "", map ? "item " + number : "branch " + (number + 1)));
            states(indent + (last ? "   " : "│  "), shown.get(i).getValue());
        }
        if (hidden > 0) {
            lines.add(plain(indent + "└─", "", hidden + " more items"));
        }
    }

    /** Items that did not end well come first into the few that are drawn. */
    private static List<Map.Entry<Integer, List<Visit>>> items(Visit map) {
        List<Map.Entry<Integer, List<Visit>>> chosen = new ArrayList<>();
        for (boolean good : new boolean[] {false, true}) {
            for (Map.Entry<Integer, List<Visit>> item : map.inner.entrySet()) {
                boolean well = item.getValue().stream().allMatch(visit -> visit.end == Visit.End.LEFT);
                if (well == good && chosen.size() < ITEMS) {
                    chosen.add(item);
                }
            }
        }
        chosen.sort(Map.Entry.comparingByKey());
        return chosen;
    }

    private static Line plain(String indent, String mark, String name) {
        return new Line(indent, mark, name, "", "", "");
    }

    private String mark(Visit visit) {
        return switch (visit.end) {
            case LEFT -> terminal.green("✓");
            case CAUGHT -> terminal.yellow("✗");
            case FAILED -> terminal.red("✗");
            case ABORTED -> terminal.dim("–");
            case UNDER_WAY -> terminal.yellow("…");
        };
    }

    /** When the state ran, in the time of the whole execution. */
    private String bar(Visit visit) {
        if (whole.isZero()) {
            return "";
        }
        double scale = BAR / (double) whole.toMillis();
        int from =
                (int) Math.min(BAR - 1, Duration.between(start, visit.entered).toMillis() * scale);
        int to = (int) Math.clamp(Math.round(Duration.between(start, visit.left).toMillis() * scale), from + 1, BAR);
        String bar = "█".repeat(to - from);
        String painted =
                switch (visit.end) {
                    case LEFT -> terminal.green(bar);
                    case FAILED -> terminal.red(bar);
                    default -> terminal.yellow(bar);
                };
        return " ".repeat(from) + painted + " ".repeat(BAR - to);
    }

    private String note(Visit visit) {
        List<String> notes = new ArrayList<>();
        if (visit.attempts > 1) {
            notes.add(visit.attempts + " attempts");
        }
        if (!visit.failures.isEmpty()) {
            String last = visit.failures.getLast();
            notes.add(
                    switch (visit.end) {
                        case CAUGHT -> "caught " + last;
                        case LEFT -> "before: " + last;
                        default -> last;
                    });
        } else if (visit.end == Visit.End.CAUGHT) {
            notes.add("caught");
        }
        if (!visit.mapRun.isEmpty()) {
            notes.add(mapRuns.apply(visit.mapRun));
        }
        if (visit.end == Visit.End.ABORTED) {
            notes.add("ended from outside");
        }
        return String.join(", ", notes);
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        String text =
                Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
        return text.replaceAll("([hm])(?=\\d)", "$1 ");
    }
}
