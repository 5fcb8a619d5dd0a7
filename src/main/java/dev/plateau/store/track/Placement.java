package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Lifecycle;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the row of a logged run stands: in a stage of its own, as the only run of its trial; in the stage of its parent, as one of the folds, if it says
 * which; nowhere that a page looks, once it was deleted. A run that has folds is no fold itself.
 */
final class Placement {

    /** The repeat of a run that is hidden in its own stage, out of the way of folds. */
    private static final int ASIDE = 1_000_000;

    private static final String MOVE = "UPDATE run SET stage_id = ?, repeat = ?, fold = ?, hidden = ? WHERE id = ?";
    private static final String TRIAL = "UPDATE trial SET hidden = ? WHERE id = ?";
    private static final String STAGE = "UPDATE stage SET hidden = ? WHERE id = ?";
    private static final String FOLDS = "SELECT COUNT(*) FROM run WHERE stage_id = ? AND hidden = 0 AND id <> ?";
    private static final String TAKEN = """
            SELECT COUNT(*) FROM run WHERE stage_id = ? AND repeat = 0 AND fold = ? AND hidden = 0 AND id NOT IN (?, ?)""";
    private static final String CHILDREN = "SELECT run_id FROM logged_run WHERE parent = ? AND fold IS NOT NULL";
    private static final String OWNER = "SELECT run_id FROM logged_run WHERE stage_id = ?";

    private final Task task;
    private final Sql sql;

    Placement(Task task) {
        this.task = task;
        this.sql = task.sql();
    }

    /** Puts a run, and those that may be its folds, where they belong now, and scores the trials that this concerns. */
    void placeWithChildren(LoggedRun run) throws SQLException {
        if (run.lifecycle == Lifecycle.ACTIVE) {
            place(run);
        }
        for (long child : sql.list(CHILDREN, row -> row.getLong(1), run.id)) {
            Optional<LoggedRun> found = task.memory().run(sql, child);
            if (found.isPresent() && found.get().lifecycle == Lifecycle.ACTIVE) {
                place(found.get());
            }
        }
        if (run.lifecycle == Lifecycle.DELETED) {
            place(run);
        }
    }

    void place(LoggedRun run) throws SQLException {
        long before = run.place;
        LoggedRun parent = parent(run);
        if (run.lifecycle == Lifecycle.DELETED) {
            move(run, run.stage, ASIDE, 0, true);
            show(run, false);
        } else if (parent != null && run.fold != null) {
            standAside(parent);
            move(run, parent.stage, 0, run.fold, false);
            show(run, false);
            new Scoring(task).score(parent);
        } else {
            standAlone(run);
        }
        if (before != run.place && before != run.stage) {
            left(before);
        }
    }

    /** The one whose fold a run can be; null for none. */
    private @Nullable LoggedRun parent(LoggedRun run) throws SQLException {
        if (run.parent == null || run.fold == null || run.parent.equals(run.id) || hasFolds(run)) {
            return null;
        }
        LoggedRun parent = task.memory().run(sql, run.parent).orElse(null);
        boolean fits = parent != null
                && parent.experiment == run.experiment
                && parent.lifecycle == Lifecycle.ACTIVE
                && !parent.isFold()
                && sql.number(TAKEN, parent.stage, run.fold, run.row, parent.row) == 0;
        return fits ? parent : null;
    }

    private boolean hasFolds(LoggedRun run) throws SQLException {
        return sql.number(FOLDS, run.stage, run.row) > 0;
    }

    private void standAside(LoggedRun parent) throws SQLException {
        if (!parent.hidden) {
            move(parent, parent.stage, ASIDE, 0, true);
        }
    }

    private void standAlone(LoggedRun run) throws SQLException {
        boolean folds = hasFolds(run);
        move(run, run.stage, folds ? ASIDE : 0, 0, folds);
        show(run, true);
        new Scoring(task).score(run);
    }

    /** A stage has lost a fold: with the last one its own run is the only one again. */
    private void left(long stage) throws SQLException {
        for (long owner : sql.list(OWNER, row -> row.getLong(1), stage)) {
            Optional<LoggedRun> parent = task.memory().run(sql, owner);
            if (parent.isPresent() && parent.get().lifecycle == Lifecycle.ACTIVE) {
                standAlone(parent.get());
            }
        }
    }

    private void move(LoggedRun run, long stage, int repeat, int fold, boolean hidden) throws SQLException {
        sql.update(MOVE, stage, repeat, fold, hidden ? 1 : 0, run.row);
        run.place = stage;
        run.hidden = hidden;
    }

    private void show(LoggedRun run, boolean shown) throws SQLException {
        sql.update(TRIAL, shown ? 0 : 1, run.trial);
        sql.update(STAGE, shown ? 0 : 1, run.stage);
    }
}
