package dev.plateau.store.track;

import dev.plateau.curve.Goal;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Lifecycle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An experiment as the writer remembers it. Used inside transactions; worth nothing once one was undone. */
final class LoggedExperiment {

    private static final String FIND = """
            SELECT experiment.id, experiment.name, experiment.definition, experiment.metric, experiment.goal, experiment.last_activity,
                COALESCE(tracked.lifecycle, 'ACTIVE') AS lifecycle, COALESCE(tracked.artifacts, '') AS artifacts, tracked.objective
            FROM experiment LEFT JOIN tracked ON tracked.experiment_id = experiment.id WHERE experiment.id = ?""";

    final long id;
    final String name;
    final String artifacts;

    /** Whether it is a search of Plateau's own. */
    final boolean own;

    final Lifecycle lifecycle;
    String metric;
    Goal goal;

    /** Chosen from the metrics that were logged; null before the first. */
    @Nullable
    String objective;

    long lastActivity;

    private LoggedExperiment(ResultSet row) throws SQLException {
        id = row.getLong("id");
        name = row.getString("name");
        artifacts = row.getString("artifacts");
        own = !row.getString("definition").isEmpty();
        lifecycle = Lifecycle.valueOf(row.getString("lifecycle"));
        metric = row.getString("metric");
        goal = Goal.valueOf(row.getString("goal"));
        objective = row.getString("objective");
        lastActivity = row.getLong("last_activity");
    }

    static Optional<LoggedExperiment> find(Sql sql, long id) throws SQLException {
        return sql.first(FIND, LoggedExperiment::new, id);
    }
}
