package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the writer remembers of the runs that logged last. Used by its thread only. Each task begins with {@link #check}, which forgets everything
 * when another connection has written since, or a transaction was undone.
 */
final class Memory {

    private static final String VERSION = "PRAGMA data_version";

    private static final int MOST = 8192; // runs and series, some 1 KB each
    private static final int EXPERIMENTS = 1024;
    private static final int EVERY = 1024; // runs and series: counting costs more than a task does

    private final Map<String, LoggedRun> runs = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, LoggedExperiment> experiments = new HashMap<>();
    private int tasks; // work since runs were counted
    private long version;
    private long rollbacks = -1;

    void check(Sql sql, long undone) throws SQLException {
        long now = sql.number(VERSION);
        if (now != version || undone != rollbacks) {
            forget();
            version = now;
            rollbacks = undone;
        }
    }

    void forget() {
        runs.clear();
        experiments.clear();
        tasks = 0;
    }

    void forgetExperiment(long id) {
        experiments.remove(id);
    }

    Optional<LoggedRun> run(Sql sql, String id) throws SQLException {
        LoggedRun known = runs.get(id);
        if (known == null) {
            known = LoggedRun.find(sql, id).orElse(null);
            if (known != null) {
                runs.put(id, known);
            }
        }
        return Optional.ofNullable(known);
    }

    Optional<LoggedRun> run(Sql sql, long row) throws SQLException {
        Optional<LoggedRun> found = LoggedRun.find(sql, row);
        return found.isEmpty() ? found : run(sql, found.get().id);
    }

    /**
     * Forgets the runs that were asked for longest ago when there are too many. Not in the middle of a task, which holds some of them.
     *
     * @param work how many runs and series the task may have added
     */
    void shrink(int work) {
        tasks += work;
        if (tasks < EVERY) {
            return;
        }
        tasks = 0;
        long all = runs.values().stream().mapToLong(LoggedRun::weight).sum();
        for (Iterator<LoggedRun> oldest = runs.values().iterator(); all > MOST && oldest.hasNext(); ) {
            all -= oldest.next().weight();
            oldest.remove();
        }
    }

    Optional<LoggedExperiment> experiment(Sql sql, long id) throws SQLException {
        LoggedExperiment known = experiments.get(id);
        if (known == null) {
            known = LoggedExperiment.find(sql, id).orElse(null);
            if (known != null) {
                if (experiments.size() >= EXPERIMENTS) {
                    experiments.clear();
                }
                experiments.put(id, known);
            }
        }
        return Optional.ofNullable(known);
    }
}
