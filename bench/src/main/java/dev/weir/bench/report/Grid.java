package dev.weir.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows of cells, as text in columns or as Markdown. */
final class Grid {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    Grid(String... header) {
        this.header = List.of(header);
    }

    void row(String... cells) {
        rows.add(Stream.of(cells)
                .map(cell -> cell.strip().replaceAll("\\s*\n\\s*", "; "))
                .toList());
    }

    /** For a terminal: columns as wide as they must be, figures to the right. */
    String text() {
        int[] widths = new int[header.size()];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        StringBuilder out = new StringBuilder();
        line(out, header, widths);
        rows.forEach(row -> line(out, row, widths));
        return out.toString();
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        markdown(out, header);
        out.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> markdown(out, row));
        return out.toString();
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < row.size(); i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static void line(StringBuilder out, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            boolean figure = !cell.isEmpty() && Character.isDigit(cell.charAt(0));
            String space = " ".repeat(widths[i] - cell.length());
            line.append(figure ? space + cell : cell + space).append("  ");
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static void markdown(StringBuilder out, List<String> row) {
        row.forEach(cell -> out.append("| ").append(cell.replace("|", "\\|")).append(' '));
        out.append("|\n");
    }
}
