package dev.plateau.transfer.logged;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment of another tool.
 *
 * @param key tells it from all others of its tool
 * @param runs in the order they were stored
 */
record ForeignExperiment(String key, String name, boolean deleted, Map<String, String> tags, List<ForeignRun> runs) {

    ForeignExperiment {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        runs = List.copyOf(runs);
    }
}
