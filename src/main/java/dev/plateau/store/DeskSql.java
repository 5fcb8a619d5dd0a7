package dev.plateau.store;

import dev.plateau.store.Desk.Subject;
import dev.plateau.store.Desk.View;
import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes and reads what people write. Called inside a transaction. */
final class DeskSql {

    private static final String IS_EXPERIMENT = "SELECT COUNT(*) FROM experiment WHERE id = ?";
    private static final String IS_TRIAL = "SELECT COUNT(*) FROM trial WHERE experiment_id = ? AND number = ?";

    private static final String DELETE_NOTE = "DELETE FROM note WHERE experiment_id = ? AND trial = ?";
    private static final String INSERT_NOTE = "INSERT INTO note (experiment_id, trial, text) VALUES (?, ?, ?)";
    private static final String NOTES = "SELECT trial, text FROM note WHERE experiment_id = ? ORDER BY trial";

    private static final String DELETE_TAGS = "DELETE FROM tag WHERE experiment_id = ? AND trial = ?";
    private static final String INSERT_TAG = "INSERT INTO tag (experiment_id, trial, tag) VALUES (?, ?, ?)";
    private static final String TAGS = "SELECT trial, tag FROM tag WHERE experiment_id = ? ORDER BY trial, tag";
    private static final String TAGS_OF_EXPERIMENTS = """
            SELECT tag.experiment_id, tag.tag FROM experiment CROSS JOIN tag
            WHERE tag.experiment_id = experiment.id AND tag.trial = 0 ORDER BY tag.experiment_id, tag.tag""";

    private static final String ARCHIVE =
            "INSERT INTO archived (experiment_id, since) VALUES (?, ?) ON CONFLICT (experiment_id) DO NOTHING";
    private static final String UNARCHIVE = "DELETE FROM archived WHERE experiment_id = ?";
    private static final String ARCHIVED = "SELECT experiment_id FROM archived ORDER BY experiment_id";

    private static final String DELETE_VIEW =
            "DELETE FROM saved_view WHERE COALESCE(experiment_id, 0) = ? AND name = ?";
    private static final String INSERT_VIEW = "INSERT INTO saved_view (experiment_id, name, query) VALUES (?, ?, ?)";
    private static final String COUNT_VIEWS = "SELECT COUNT(*) FROM saved_view";
    private static final String VIEWS = "SELECT experiment_id, name, query FROM saved_view ORDER BY id";

    private static final String REQUEST_STOP =
            "INSERT INTO stop_request (experiment_id, since) VALUES (?, ?) ON CONFLICT (experiment_id) DO NOTHING";
    private static final String CLEAR_STOP = "DELETE FROM stop_request WHERE experiment_id = ?";
    private static final String STOP_REQUESTED = "SELECT COUNT(*) FROM stop_request WHERE experiment_id = ?";

    private final Sql sql;

    DeskSql(Sql sql) {
        this.sql = sql;
    }

    private void check(Subject subject) throws SQLException {
        if (sql.number(IS_EXPERIMENT, subject.experimentId()) == 0) {
            throw new IllegalArgumentException("there is no experiment " + subject.experimentId());
        }
        if (subject.trial() > 0 && sql.number(IS_TRIAL, subject.experimentId(), subject.trial()) == 0) {
            throw new IllegalArgumentException("the experiment has no trial " + subject.trial());
        }
    }

    boolean note(Subject subject, String text) throws SQLException {
        check(subject);
        sql.update(DELETE_NOTE, subject.experimentId(), subject.trial());
        return text.isEmpty() || sql.update(INSERT_NOTE, subject.experimentId(), subject.trial(), text) == 1;
    }

    Map<Integer, String> notes(long experimentId) throws SQLException {
        Map<Integer, String> notes = new TreeMap<>();
        sql.list(NOTES, row -> String.valueOf(notes.put(row.getInt(1), row.getString(2))), experimentId);
        return notes;
    }

    boolean tags(Subject subject, List<String> tags) throws SQLException {
        check(subject);
        sql.update(DELETE_TAGS, subject.experimentId(), subject.trial());
        for (String tag : tags) {
            sql.update(INSERT_TAG, subject.experimentId(), subject.trial(), tag);
        }
        return true;
    }

    Map<Integer, List<String>> tags(long experimentId) throws SQLException {
        Map<Integer, List<String>> tags = new TreeMap<>();
        sql.list(
                TAGS,
                row -> tags.computeIfAbsent(row.getInt(1), trial -> new ArrayList<>())
                        .add(row.getString(2)),
                experimentId);
        return tags;
    }

    Map<Long, List<String>> tagsOfExperiments() throws SQLException {
        Map<Long, List<String>> tags = new TreeMap<>();
        sql.list(
                TAGS_OF_EXPERIMENTS,
                row -> tags.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(row.getString(2)));
        return tags;
    }

    boolean archive(long experimentId, boolean archived, long nowMillis) throws SQLException {
        check(Subject.experiment(experimentId));
        return (archived ? sql.update(ARCHIVE, experimentId, nowMillis) : sql.update(UNARCHIVE, experimentId)) == 1;
    }

    List<Long> archived() throws SQLException {
        return sql.list(ARCHIVED, row -> row.getLong(1));
    }

    boolean saveView(View view) throws SQLException {
        if (view.experimentId().isPresent()) {
            check(Subject.experiment(view.experimentId().getAsLong()));
        }
        deleteView(view.experimentId(), view.name());
        if (sql.number(COUNT_VIEWS) >= Desk.MOST_VIEWS) {
            throw new IllegalArgumentException(
                    "there are " + Desk.MOST_VIEWS + " saved views already: delete one before saving another");
        }
        @Nullable
        Long experiment = view.experimentId().isPresent() ? view.experimentId().getAsLong() : null;
        return sql.update(INSERT_VIEW, experiment, view.name(), view.query()) == 1;
    }

    boolean deleteView(OptionalLong experimentId, String name) throws SQLException {
        return sql.update(DELETE_VIEW, experimentId.orElse(0), name) == 1;
    }

    List<View> views() throws SQLException {
        return sql.list(VIEWS, row -> {
            long experiment = row.getLong(1);
            return new View(
                    row.wasNull() ? OptionalLong.empty() : OptionalLong.of(experiment),
                    row.getString(2),
                    row.getString(3));
        });
    }

    boolean requestStop(long experimentId, long nowMillis) throws SQLException {
        check(Subject.experiment(experimentId));
        return sql.update(REQUEST_STOP, experimentId, nowMillis) == 1;
    }

    boolean clearStop(long experimentId) throws SQLException {
        return sql.update(CLEAR_STOP, experimentId) == 1;
    }

    boolean stopRequested(long experimentId) throws SQLException {
        return sql.number(STOP_REQUESTED, experimentId) == 1;
    }
}
