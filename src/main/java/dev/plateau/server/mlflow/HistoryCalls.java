package dev.plateau.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plateau.track.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is asked of the points of metrics. */
final class HistoryCalls {

    private static final int MAX_RUNS = 100;
    private static final int MAX_BULK = 25_000;
    private static final int USUAL_PER_RUN = 2500;

    private HistoryCalls() {}

    static void get(Call call) {
        Message message = call.message();
        String run = message.run();
        String metric = message.required("metric_key");
        boolean all = !message.has("max_results") && !message.has("page_token");
        Pages pages = all ? new Pages(0, Integer.MAX_VALUE) : Pages.of(message, MAX_BULK);
        List<Point> points = call.tracker().history(run, metric);
        int from = (int) Math.min(pages.offset(), points.size());
        int end = (int) Math.min((long) from + pages.limit(), points.size());
        call.answer(to -> {
            write(to, metric, Map.of("", points.subList(from, end)), any -> true);
            if (end < points.size()) {
                to.writeStringField("next_page_token", Pages.token(end));
            }
        });
    }

    private static void write(
            JsonGenerator to, String metric, Map<String, List<Point>> histories, Predicate<Point> wanted)
            throws IOException {
        if (histories.values().stream().allMatch(points -> points.stream().noneMatch(wanted))) {
            return;
        }
        to.writeArrayFieldStart("metrics");
        for (Map.Entry<String, List<Point>> history : histories.entrySet()) {
            for (Point point : history.getValue()) {
                if (wanted.test(point)) {
                    Written.point(to, metric, point, history.getKey());
                }
            }
        }
        to.writeEndArray();
    }

    /** All points of one metric of several runs, up to a limit. */
    static void bulk(Call call) {
        Message message = call.message();
        String metric = message.required("metric_key");
        long limit = Math.min(MAX_BULK, message.whole("max_results").orElse(MAX_BULK));
        Map<String, List<Point>> cut = new LinkedHashMap<>();
        histories(call, message.texts("run_id"), metric).forEach((run, points) -> {
            long left = limit - cut.values().stream().mapToLong(List::size).sum();
            cut.put(run, points.subList(0, (int) Math.max(0, Math.min(left, points.size()))));
        });
        call.answer(to -> {
            to.writeArrayFieldStart("metrics");
            for (Map.Entry<String, List<Point>> history : cut.entrySet()) {
                for (Point point : history.getValue()) {
                    Written.point(to, metric, point, history.getKey());
                }
            }
            to.writeEndArray();
        });
    }

    private static Map<String, List<Point>> histories(Call call, List<String> runs, String metric) {
        if (runs.isEmpty()) {
            throw Refusal.invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if (runs.size() > MAX_RUNS) {
            throw Refusal.invalid("GetMetricHistoryBulk request cannot specify more than " + MAX_RUNS
                    + " run_ids. Received " + runs.size() + " run_ids.");
        }
        Map<String, List<Point>> histories = new LinkedHashMap<>();
        runs.stream()
                .sorted()
                .distinct()
                .forEach(run -> histories.put(run, call.tracker().history(run, metric)));
        return histories;
    }

    /** Points at steps that lie evenly between two, with the first and last of each run. */
    static void interval(Call call) {
        Message message = call.message();
        String metric = message.required("metric_key");
        if (message.has("start_step") != message.has("end_step")) {
            throw Refusal.invalid("If either start step or end step are specified, both must be specified.");
        }
        long start = message.whole("start_step").orElse(Long.MIN_VALUE);
        long end = message.whole("end_step").orElse(Long.MAX_VALUE);
        if (start > end) {
            throw Refusal.invalid("end_step must be greater than start_step. Found start_step=" + start
                    + " and end_step=" + end + ".");
        }
        long limit = message.whole("max_results").orElse(USUAL_PER_RUN);
        if (limit < 1 || limit > USUAL_PER_RUN) {
            throw Refusal.invalid("max_results must be between 1 and " + USUAL_PER_RUN + ".");
        }
        Map<String, List<Point>> histories = new LinkedHashMap<>();
        histories(call, message.texts("run_ids"), metric)
                .forEach((run, points) -> histories.put(
                        run,
                        points.stream()
                                .filter(point -> point.step() >= start && point.step() <= end)
                                .sorted(Comparator.comparingLong(Point::step).thenComparingLong(Point::at))
                                .toList()));
        Set<Long> steps = sampled(histories, (int) limit);
        call.answer(to -> write(to, metric, histories, point -> steps.contains(point.step())));
    }

    private static Set<Long> sampled(Map<String, List<Point>> histories, int limit) {
        long[] all = histories.values().stream()
                .flatMap(List::stream)
                .mapToLong(Point::step)
                .sorted()
                .distinct()
                .toArray();
        Set<Long> steps = new HashSet<>();
        if (all.length <= limit) {
            Arrays.stream(all).forEach(steps::add);
            return steps;
        }
        double interval = (double) all.length / limit;
        for (int i = 0; i < limit; i++) {
            steps.add(all[(int) (i * interval)]);
        }
        for (List<Point> points : new ArrayList<>(histories.values())) {
            if (!points.isEmpty()) {
                steps.add(points.get(0).step());
                steps.add(points.get(points.size() - 1).step());
            }
        }
        return steps;
    }
}
