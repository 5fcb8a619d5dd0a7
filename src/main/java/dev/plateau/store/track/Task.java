package dev.plateau.store.track;

import static dev.plateau.track.TrackException.Code.INVALID_STATE;
import static dev.plateau.track.TrackException.Code.RESOURCE_DOES_NOT_EXIST;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.RunIds;
import dev.plateau.track.TrackException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one write has at hand: a connection inside of a transaction, what is remembered, and the time.
 *
 * @param now milliseconds since 1970
 */
record Task(Sql sql, Memory memory, long now) {

    private static final String TRIAL = "SELECT COUNT(*) FROM trial WHERE id = ?";
    private static final String RUN = "SELECT COUNT(*) FROM run WHERE id = ?";

    static TrackException noRun(String id) {
        return new TrackException(RESOURCE_DOES_NOT_EXIST, "Run with id=" + id + " not found");
    }

    static TrackException noExperiment(long id) {
        return new TrackException(RESOURCE_DOES_NOT_EXIST, "No Experiment with id=" + id + " exists");
    }

    LoggedRun run(String id) throws SQLException {
        return memory.run(sql, id).orElseThrow(() -> noRun(id));
    }

    /** @throws TrackException unless the run and its experiment are active */
    void checkActive(LoggedRun run) throws SQLException {
        if (run.lifecycle == Lifecycle.DELETED || experiment(run.experiment).lifecycle == Lifecycle.DELETED) {
            throw new TrackException(
                    INVALID_STATE, "The run " + run.id + " must be in the 'active' state. Current state is deleted.");
        }
    }

    LoggedExperiment experiment(long id) throws SQLException {
        return memory.experiment(sql, id).orElseThrow(() -> noExperiment(id));
    }

    /** Under which number params and tags of a trial or run of a search stand; empty for an id of none. */
    Optional<Long> ownSubject(String id) throws SQLException {
        OptionalLong trial = RunIds.trial(id);
        if (trial.isPresent() && sql.number(TRIAL, trial.getAsLong()) > 0) {
            return Optional.of(-trial.getAsLong());
        }
        OptionalLong run = RunIds.run(id);
        return run.isPresent() && sql.number(RUN, run.getAsLong()) > 0
                ? Optional.of(run.getAsLong())
                : Optional.empty();
    }
}
