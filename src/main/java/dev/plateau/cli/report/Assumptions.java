package dev.plateau.cli.report;

import dev.plateau.plan.Forest;
import dev.plateau.plan.Stage;
import dev.plateau.run.Prepared;
import dev.plateau.space.Configuration;
import dev.plateau.train.Settings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was decided for an experiment that its file does not say: by reading it, and by its trainer. */
final class Assumptions {

    /** Values of one setting that are told before only their number is. */
    private static final int MOST_VALUES = 3;

    private Assumptions() {}

    /** Field and value, those of the file first. */
    static Map<String, String> of(Prepared prepared) {
        Map<String, String> all = new LinkedHashMap<>();
        prepared.because().ifPresent(reason -> all.put("trainer", ""));
        all.putAll(prepared.experiment().assumed());
        prepared.because()
                .ifPresent(reason -> all.put("trainer", prepared.trainer().name() + " (auto): " + reason));
        Map<String, Set<String>> completed = new TreeMap<>();
        Forest forest = prepared.forest();
        for (Stage stage : forest.stages()) {
            Configuration configuration =
                    forest.trials().get(stage.trials().get(0) - 1).configuration();
            Map<String, String> given =
                    leaves(prepared.trainer().settings(prepared.experiment().model(), configuration));
            leaves(stage.settings()).forEach((path, value) -> {
                boolean said =
                        given.keySet().stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
                if (!said) {
                    completed.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(value);
                }
            });
        }
        completed.forEach((path, values) -> all.put(path, told(values)));
        return all;
    }

    private static String told(Set<String> values) {
        return values.size() <= MOST_VALUES ? String.join(" or ", values) : values.size() + " different values";
    }

    private static Map<String, String> leaves(Settings settings) {
        Map<String, String> leaves = new TreeMap<>();
        collect("", settings.values(), leaves);
        return leaves;
    }

    private static void collect(String path, Object value, Map<String, String> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> collect(path.isEmpty() ? "" + key : path + "." + key, child, leaves));
        } else {
            leaves.put(path, Configuration.shown(value));
        }
    }
}
