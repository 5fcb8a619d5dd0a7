package dev.plateau.store;

import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.store.sqlite.StoreException;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores a new search. Called inside a transaction. */
final class SearchSql {

    private static final String TAKEN = "SELECT COUNT(*) FROM experiment WHERE name = ?";

    private static final String EXPERIMENT = """
            INSERT INTO experiment (name, description, definition, text, metric, goal, state, created, last_activity)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String STATE = "UPDATE experiment SET state = ?, last_activity = ? WHERE id = ?";

    private static final String PROVENANCE = "INSERT INTO provenance (experiment_id, name, value) VALUES (?, ?, ?)";

    private static final String FOLD =
            "INSERT INTO fold (experiment_id, repeat, fold, outer_fold, training, validation) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String STAGE =
            "INSERT INTO stage (experiment_id, number, settings, epochs) VALUES (?, ?, ?, ?) RETURNING id";

    private static final String RUN =
            "INSERT INTO run (stage_id, repeat, fold, outer_fold, state, seed) VALUES (?, ?, ?, ?, 'QUEUED', ?)";

    private static final String TRIAL = """
            INSERT INTO trial (experiment_id, number, configuration, stage_id, epochs, state)
            VALUES (?, ?, ?, ?, ?, 'QUEUED')""";

    private final Sql sql;
    private final long nowMillis;

    SearchSql(Sql sql, long nowMillis) {
        this.sql = sql;
        this.nowMillis = nowMillis;
    }

    long create(Search search) throws SQLException {
        if (sql.number(TAKEN, search.name()) > 0) {
            throw new StoreException("there is already an experiment named " + search.name()
                    + ": give this one another name, or use another --db");
        }
        long id = sql.number(
                EXPERIMENT,
                search.name(),
                search.description(),
                search.definition(),
                search.text(),
                search.metric(),
                search.goal(),
                State.QUEUED,
                nowMillis,
                nowMillis);
        for (Map.Entry<String, String> fact : search.provenance().entrySet()) {
            sql.update(PROVENANCE, id, fact.getKey(), fact.getValue());
        }
        List<Place> places = places(search);
        for (Place place : places) {
            StoredFold fold = place.fold;
            byte[] training = packed(fold.training());
            sql.update(FOLD, id, fold.repeat(), fold.fold(), place.outer, training, packed(fold.validation()));
        }
        List<Long> stages = stages(id, search, places);
        for (NewTrial trial : search.trials()) {
            sql.update(TRIAL, id, trial.number(), trial.configuration(), stages.get(trial.stage()), trial.epochs());
        }
        return id;
    }

    /** A fold of either kind; {@code outer} is null unless it is an inner one. */
    private record Place(@Nullable Integer outer, StoredFold fold) {}

    private static List<Place> places(Search search) {
        List<Place> places = new ArrayList<>();
        search.folds().forEach(fold -> places.add(new Place(null, fold)));
        search.inner().forEach(inner -> places.add(new Place(inner.outer(), inner.fold())));
        return places;
    }

    private List<Long> stages(long experimentId, Search search, List<Place> places) throws SQLException {
        List<Long> ids = new ArrayList<>();
        for (NewStage stage : search.stages()) {
            if (stage.seeds().size() != places.size()) {
                throw new IllegalStateException(
                        "a stage has " + stage.seeds().size() + " seeds for " + places.size() + " folds");
            }
            long id = sql.number(STAGE, experimentId, ids.size(), stage.settings(), stage.epochs());
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                sql.update(
                        RUN,
                        id,
                        place.fold.repeat(),
                        place.fold.fold(),
                        place.outer,
                        stage.seeds().get(i));
            }
            ids.add(id);
        }
        return ids;
    }

    int state(long experimentId, State state) throws SQLException {
        int changed = sql.update(STATE, state, nowMillis, experimentId);
        if (changed == 0) {
            throw new IllegalStateException("there is no experiment " + experimentId);
        }
        return changed;
    }

    /**
     * Row numbers in few bytes: {@code z = (d << 1) ^ (d >> 31)} of each difference d to the number before (from 0), in groups of 7
     * bits, lowest first, the high bit set on all but a number's last byte. Order is kept.
     */
    static byte[] packed(List<Integer> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int before = 0;
        for (int row : rows) {
            int difference = row - before;
            int rest = (difference << 1) ^ (difference >> 31);
            while ((rest & ~0x7f) != 0) {
                bytes.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            bytes.write(rest);
            before = row;
        }
        return bytes.toByteArray();
    }

    static List<Integer> unpacked(byte[] bytes) {
        List<Integer> rows = new ArrayList<>();
        int before = 0;
        int zigzag = 0;
        int shift = 0;
        for (byte group : bytes) {
            zigzag |= (group & 0x7f) << shift;
            shift += 7;
            if (group >= 0) {
                before += (zigzag >>> 1) ^ -(zigzag & 1);
                rows.add(before);
                zigzag = 0;
                shift = 0;
            }
        }
        return rows;
    }
}
