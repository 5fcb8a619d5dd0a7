package dev.plateau.server.trial;

import dev.plateau.server.http.Typed;
import dev.plateau.server.trial.TrialDetail.Reproduce;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where results come from, without the places of this machine.
 *
 * @param stored as the experiment keeps it
 */
record Environment(Map<String, String> stored) {

    /** The order in which people read it; what else is stored comes after, by name. */
    private static final List<String> ORDER = List.of(
            "command",
            "file",
            "git_commit",
            "git_state",
            "data_sha256",
            "data_rows",
            "plateau",
            "trainer",
            "java",
            "system",
            "processors",
            "memory_mb");

    /** Paths by their last name. */
    Map<String, String> facts() {
        return Stream.concat(
                        ORDER.stream().filter(stored::containsKey),
                        stored.keySet().stream()
                                .filter(name -> !ORDER.contains(name))
                                .sorted())
                .collect(Collectors.toMap(name -> name, this::shown, (one, other) -> one, LinkedHashMap::new));
    }

    private String shown(String name) {
        String value = stored.getOrDefault(name, "");
        if (!name.equals("file") || value.isEmpty()) {
            return Typed.withoutPaths(value);
        }
        Path last = Path.of(value).getFileName();
        return last == null ? "" : last.toString();
    }

    /** How to get the same again. */
    Reproduce reproduce(Store store, ExperimentRow experiment, TrialRow trial) {
        String name = Typed.word(experiment.name());
        String file = shown("file");
        return new Reproduce(
                Typed.command(store, "verify " + name),
                file.isEmpty() ? "" : "./plateau run " + Typed.word(file) + " --db again.db",
                Typed.command(store, "refit " + name + " --trial " + trial.number()),
                exact());
    }

    private List<String> exact() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "Each fold trains from a seed of its own, made of the experiment's seed, the trial's settings, its repeat"
                        + " and its fold: neither the order nor the number of workers changes a bit");
        if (stored.containsKey("data_sha256")) {
            sentences.add(
                    "The data must be the same file: a refit and a verification compare its SHA-256 and refuse another");
        }
        if (stored.containsKey("git_commit")) {
            sentences.add("The code is that of commit " + stored.get("git_commit")
                    + (stored.getOrDefault("git_state", "").equals("changed")
                            ? ", with changes that were not committed: those cannot be had from it"
                            : ""));
        }
        if (stored.containsKey("trainer") && stored.containsKey("system")) {
            sentences.add("Bits are the same under " + stored.get("trainer") + " on " + stored.get("system")
                    + "; other versions or processors may round differently");
        }
        return sentences;
    }
}
