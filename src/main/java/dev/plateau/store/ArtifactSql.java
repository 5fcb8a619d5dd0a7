package dev.plateau.store;

import dev.plateau.store.Rows.ArtifactRow;
import dev.plateau.store.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Adds and reads artifacts. Called inside a transaction. */
final class ArtifactSql {

    private static final String INSERT = """
            INSERT INTO artifact (experiment_id, trial, name, kind, path, bytes, sha256, created, provenance)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String TABLE = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'artifact'";

    private static final String LIST = """
            SELECT id, trial, name, kind, path, bytes, sha256, created, provenance
            FROM artifact WHERE experiment_id = ? ORDER BY id""";

    private final Sql sql;

    ArtifactSql(Sql sql) {
        this.sql = sql;
    }

    long add(long experimentId, Artifact artifact, long nowMillis) throws SQLException {
        return sql.number(
                INSERT,
                experimentId,
                artifact.trial(),
                artifact.name(),
                artifact.kind(),
                artifact.path(),
                artifact.bytes(),
                artifact.sha256(),
                nowMillis,
                artifact.provenance());
    }

    /** A database that was only ever read since version 2 has no such table yet, and nothing that would be in it. */
    List<ArtifactRow> list(long experimentId) throws SQLException {
        return sql.number(TABLE) == 0 ? List.of() : sql.list(LIST, ArtifactSql::row, experimentId);
    }

    private static ArtifactRow row(ResultSet row) throws SQLException {
        return new ArtifactRow(
                row.getLong("id"),
                new Artifact(
                        row.getInt("trial"),
                        row.getString("name"),
                        Artifact.Kind.valueOf(row.getString("kind")),
                        row.getString("path"),
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        row.getString("provenance")),
                Instant.ofEpochMilli(row.getLong("created")));
    }
}
