package dev.plateau.server.comparison;

import dev.plateau.compare.Comparison.Entry;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The trials that a URL names, {@code digits:3,digits:7,wine:2}: names of experiments URI-encoded, so that they may hold commas.
 *
 * @param entries each once, in the order of the URL
 * @param baseline place of the one that the others are compared with
 */
record Chosen(List<Entry> entries, int baseline) {

    /** More columns than that nobody reads, and each costs a read of its folds. */
    static final int MAX_TRIALS = 50;

    Chosen {
        entries = List.copyOf(entries);
    }

    /** Throws {@link Problem} that says which name is wrong. */
    static Chosen of(Request request) {
        String text = request.text("trials");
        String[] keys = text.isEmpty() ? new String[0] : text.split(",", -1);
        if (keys.length > MAX_TRIALS) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "At most " + MAX_TRIALS + " trials at a time, got " + keys.length);
        }
        Reader reader = new Reader(request.store(), new HashMap<>(), new HashMap<>());
        List<Entry> entries = new ArrayList<>();
        for (String key : keys) {
            Entry entry = reader.entry("trials", key);
            if (place(entries, entry) < 0) {
                entries.add(entry);
            }
        }
        return new Chosen(entries, baseline(reader, entries, request.text("baseline")));
    }

    private static int baseline(Reader reader, List<Entry> entries, String key) {
        if (key.isEmpty() || entries.isEmpty()) {
            return 0;
        }
        int place = place(entries, reader.entry("baseline", key));
        if (place < 0) {
            throw new Problem(HttpStatus.BAD_REQUEST, "baseline must be one of the trials, got " + key);
        }
        return place;
    }

    private static int place(List<Entry> entries, Entry entry) {
        return entries.stream()
                .map(known -> known.trial().id())
                .toList()
                .indexOf(entry.trial().id());
    }

    /** Reads each experiment once, however many of its trials are named. */
    private record Reader(
            Store store, Map<String, ExperimentRow> experiments, Map<Long, Map<Integer, TrialRow>> trials) {

        Entry entry(String parameter, String key) {
            int colon = key.lastIndexOf(':');
            if (colon < 1 || !key.substring(colon + 1).matches("0*[1-9]\\d{0,8}")) {
                throw new Problem(
                        HttpStatus.BAD_REQUEST,
                        parameter + " must be an experiment and the number of a trial such as digits:3, got "
                                + (key.isEmpty() ? "nothing" : key));
            }
            ExperimentRow experiment = experiment(decoded(key.substring(0, colon)));
            int number = Integer.parseInt(key.substring(colon + 1));
            Map<Integer, TrialRow> own =
                    Objects.requireNonNull(trials.computeIfAbsent(experiment.id(), this::byNumber));
            TrialRow trial = own.get(number);
            if (trial == null) {
                throw new Problem(
                        HttpStatus.NOT_FOUND,
                        "There is no trial " + number + " in " + experiment.name() + ", which has " + own.size());
            }
            return new Entry(experiment, trial);
        }

        private ExperimentRow experiment(String name) {
            ExperimentRow known = experiments.get(name);
            if (known != null) {
                return known;
            }
            ExperimentRow row = store.experiment(name)
                    .orElseThrow(() ->
                            new Problem(HttpStatus.NOT_FOUND, "There is no experiment " + name + " in this database"));
            experiments.put(name, row);
            return row;
        }

        private Map<Integer, TrialRow> byNumber(long experiment) {
            return store.trials(experiment).stream().collect(Collectors.toMap(TrialRow::number, Function.identity()));
        }

        /** As encodeURIComponent writes: a plus sign stands for itself. */
        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new Problem(HttpStatus.BAD_REQUEST, "the name of an experiment must be URI-encoded, got " + text);
            }
        }
    }
}
