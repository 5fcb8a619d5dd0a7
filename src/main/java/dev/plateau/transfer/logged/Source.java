package dev.plateau.transfer.logged;

import dev.plateau.track.Input;
import dev.plateau.track.Point;
import dev.plateau.transfer.Omissions;
import java.util.List;

/** What another tool has kept. */
interface Source extends AutoCloseable {

    /** The tool in one word, such as {@code mlflow}. */
    String tool();

    /** @param omissions gets what has no counterpart here */
    List<ForeignExperiment> experiments(Omissions omissions);

    /** Hands over all that was logged to a run. */
    void read(ForeignRun run, Reading reading, Omissions omissions);

    @Override
    default void close() {}

    /** Takes what was logged to a run, in any order. */
    interface Reading {

        void param(String name, String value);

        void tag(String name, String value);

        void metric(String name, Point point);

        void input(Input input);
    }
}
