package dev.weir.bench.report;

import java.util.List;
import java.util.Locale;

/** Sums and wording of figures. */
public final class Figures {
    private Figures() {}

    /** The middle one; of two middle ones their mean. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** With as many digits as say something. */
    public static String text(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
