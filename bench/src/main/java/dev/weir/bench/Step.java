package dev.weir.bench;

import dev.weir.bench.load.Load;
import dev.weir.bench.load.Sample;
import dev.weir.bench.load.Talk;
import dev.weir.bench.report.Figures;
import dev.weir.bench.report.Row;
import dev.weir.bench.server.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * One of several stretches of load that make a row.
 *
 * @param cpu processor time of the server in it; empty where it is not known
 */
record Step(Sample sample, Optional<Duration> cpu) {
    static Step take(Subject subject, List<? extends Talk> talks, Duration duration) throws IOException {
        Optional<Duration> before = subject.cpu();
        Sample sample = Load.run(subject.address(), talks, duration);
        return new Step(sample, before.flatMap(begun -> subject.cpu().map(ended -> ended.minus(begun))));
    }

    /** @param units of an operation; figures are a unit's, but for latencies, which are an operation's */
    static Row row(String name, Subject subject, List<Step> steps, int units) {
        Histogram latencies = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
        List<Double> rates = new ArrayList<>();
        List<Double> server = new ArrayList<>();
        List<Double> client = new ArrayList<>();
        for (Step step : steps) {
            double count = step.sample.operations() * (double) units;
            latencies.add(step.sample.latencies());
            rates.add(step.sample.rate() * units);
            client.add(step.sample.clientCpu().toNanos() / 1e3 / count);
            step.cpu.ifPresent(cpu -> server.add(cpu.toNanos() / 1e3 / count));
        }
        return new Row(
                name,
                subject.name(),
                rates,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                server.size() == steps.size() ? OptionalDouble.of(Figures.median(server)) : OptionalDouble.empty(),
                Figures.median(client),
                latencies.getTotalCount() * units,
                "");
    }
}
