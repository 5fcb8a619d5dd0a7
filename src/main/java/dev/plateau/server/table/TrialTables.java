package dev.plateau.server.table;

import dev.plateau.server.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of the experiments that were asked for last. Thread-safe: who asks for a table that is being read waits for it. */
public final class TrialTables {

    /** Some 20 MB each at 10,000 trials with curves. */
    private static final int MAX_EXPERIMENTS = 4;

    private final Map<String, KeptTable> tables = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeptTable> eldest) {
            return size() > MAX_EXPERIMENTS;
        }
    };

    /** The trials of the experiment that is asked for, at least as new as the store was when the request came. */
    public TrialTable of(Request request) {
        String name = request.context().pathParam("name");
        KeptTable kept;
        synchronized (tables) {
            kept = tables.computeIfAbsent(name, absent -> new KeptTable());
        }
        return kept.at(request);
    }
}
