package dev.plateau.server.control;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Stops a search, and ends or revives the trainings of one of its trials. */
public final class Interventions {

    private Interventions() {}

    /** A request that the process of the search will hear. */
    record Stopping(boolean stopRequested) {}

    /**
     * What was done to a trial.
     *
     * @param runs trainings on a fold that were changed
     * @param trials numbers of the trials whose state is another one now, this one and those that share its trainings
     */
    record Changed(int runs, List<Integer> trials) {}

    public static Object stop(Request request) {
        ExperimentRow experiment = request.experiment();
        Body.of(request, Body.USUAL_BYTES, Set.of());
        refuseLogged(experiment);
        if (experiment.state() != State.RUNNING) {
            throw conflict(experiment.name() + " is not running, so there is nothing to stop");
        }
        request.store().desk().requestStop(experiment.id());
        return new Stopping(true);
    }

    public static Object cancel(Request request) {
        return change(request, runs -> request.store().desk().cancel(runs), "none of its trainings waits or runs");
    }

    public static Object requeue(Request request) {
        return change(
                request,
                runs -> request.store().desk().requeue(runs),
                "none of its trainings has failed, was cancelled or pruned");
    }

    private static void refuseLogged(ExperimentRow experiment) {
        if (experiment.logged()) {
            throw conflict(experiment.name() + " is no search. " + ControlState.LOGGED);
        }
    }

    static Problem conflict(String sentence) {
        return new Problem(HttpStatus.CONFLICT, sentence);
    }

    private static Object change(Request request, ToIntFunction<Collection<Long>> action, String nothing) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        refuseLogged(experiment);
        TrialRow trial = request.trial(experiment, request.context().pathParam("number"));
        Body.of(request, Body.USUAL_BYTES, Set.of());
        int fold = place(request, "fold");
        int repeat = place(request, "repeat");
        List<Long> runs = Stream.concat(store.runs(experiment.id()).stream(), store.innerRuns(experiment.id()).stream())
                .filter(run -> run.stageId() == trial.stageId())
                .filter(run -> fold < 0 || run.fold() == fold)
                .filter(run -> repeat < 0 || run.repeat() == repeat)
                .map(RunRow::id)
                .toList();
        if (runs.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "Trial " + trial.number() + " has no such fold");
        }
        Map<Integer, State> before = states(store, experiment);
        int changed = action.applyAsInt(runs);
        if (changed == 0) {
            throw conflict("Trial " + trial.number() + " stays as it is: " + nothing);
        }
        Map<Integer, State> now = states(store, experiment);
        return new Changed(
                changed,
                now.keySet().stream()
                        .filter(number -> now.get(number) != before.get(number))
                        .sorted()
                        .toList());
    }

    private static Map<Integer, State> states(Store store, ExperimentRow experiment) {
        Map<Integer, State> states = new HashMap<>();
        store.trials(experiment.id()).forEach(trial -> states.put(trial.number(), trial.state()));
        return states;
    }

    /** A number from 0 in the query, -1 if it is left out. */
    private static int place(Request request, String name) {
        String text = request.text(name);
        if (text.isEmpty()) {
            return -1;
        }
        if (!text.matches("\\d{1,6}")) {
            throw Body.bad(name + " must be a number from 0, found " + text);
        }
        return Integer.parseInt(text);
    }
}
