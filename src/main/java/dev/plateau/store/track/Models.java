package dev.plateau.store.track;

import static dev.plateau.track.TrackException.Code.RESOURCE_DOES_NOT_EXIST;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.LoggedModel;
import dev.plateau.track.TrackException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that clients log. */
final class Models {

    private static final String INSERT = """
            INSERT INTO logged_model (id, experiment_id, run, name, type, status, artifacts, created, updated, params, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""";

    private static final String UPDATE = """
            UPDATE logged_model SET run = ?, name = ?, type = ?, status = ?, artifacts = ?, updated = ?, params = ?, tags = ?
            WHERE id = ?""";

    private static final String COLUMNS = """
            SELECT id, experiment_id, run, name, type, status, artifacts, created, updated, params, tags FROM logged_model
            """;
    private static final String FIND = COLUMNS + "WHERE id = ?";
    private static final String LIST =
            COLUMNS + "WHERE experiment_id IN (SELECT value FROM json_each(?)) ORDER BY created DESC, id LIMIT 50000";

    private final Sql sql;

    Models(Sql sql) {
        this.sql = sql;
    }

    LoggedModel create(LoggedModel model) throws SQLException {
        sql.update(
                INSERT,
                model.id(),
                model.experiment(),
                model.run(),
                model.name(),
                model.type(),
                model.status(),
                model.artifacts(),
                model.created(),
                model.updated(),
                JsonText.texts(model.params()),
                JsonText.texts(model.tags()));
        return find(model.id()).orElse(model);
    }

    boolean update(LoggedModel model) throws SQLException {
        int changed = sql.update(
                UPDATE,
                model.run(),
                model.name(),
                model.type(),
                model.status(),
                model.artifacts(),
                model.updated(),
                JsonText.texts(model.params()),
                JsonText.texts(model.tags()),
                model.id());
        if (changed == 0) {
            throw new TrackException(RESOURCE_DOES_NOT_EXIST, "Logged model with ID '" + model.id() + "' not found.");
        }
        return true;
    }

    Optional<LoggedModel> find(String id) throws SQLException {
        return read(sql.list(FIND, Row::of, id)).stream().findFirst();
    }

    List<LoggedModel> list(List<Long> experiments) throws SQLException {
        return read(sql.list(LIST, Row::of, experiments.toString()));
    }

    /** @param model still without params and tags */
    private record Row(LoggedModel model, String params, String tags) {
        static Row of(ResultSet row) throws SQLException {
            LoggedModel model = new LoggedModel(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getLong(8),
                    row.getLong(9),
                    Map.of(),
                    Map.of());
            return new Row(model, row.getString(10), row.getString(11));
        }
    }

    private List<LoggedModel> read(List<Row> rows) throws SQLException {
        List<LoggedModel> models = new ArrayList<>();
        for (Row row : rows) {
            LoggedModel model = row.model;
            models.add(new LoggedModel(
                    model.id(),
                    model.experiment(),
                    model.run(),
                    model.name(),
                    model.type(),
                    model.status(),
                    model.artifacts(),
                    model.created(),
                    model.updated(),
                    RunRows.texts(sql, row.params),
                    RunRows.texts(sql, row.tags)));
        }
        return models;
    }
}
