package dev.plateau.run;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.store.Rows.ExperimentRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Decides whether a file asks for the search that the store has under its name. */
final class Resumption {

    private Resumption() {}

    /** @throws SearchException saying what differs, if it does */
    static void check(ExperimentRow known, Prepared prepared, Map<String, String> provenance) {
        String name = prepared.experiment().name();
        if (!known.definition().equals(prepared.experiment().definition())) {
            List<String> differences = differences(known.text(), prepared, provenance);
            throw new SearchException("the database already has an experiment " + name + " from a different file ("
                    + String.join("; ", differences.subList(0, Math.min(3, differences.size())))
                    + "); give the changed search another name");
        }
        if (!prepared.data().sha256().equals(provenance.getOrDefault("data_sha256", ""))) {
            throw new SearchException(prepared.experiment().data().path() + " has changed since the experiment " + name
                    + " began; bring the old file back, or give the experiment another name");
        }
    }

    /** Counts the trainers that really train: a file that leaves them to Plateau does not tell. */
    private static List<String> differences(String known, Prepared prepared, Map<String, String> provenance) {
        Experiment was = Provenance.settled(Experiments.parse(known, Path.of("old.yaml")), provenance);
        Experiment is = Experiments.parse(prepared.experiment().text(), Path.of("new.yaml"))
                .settled(prepared.trainer().name());
        return Experiments.differences(was, is);
    }
}
