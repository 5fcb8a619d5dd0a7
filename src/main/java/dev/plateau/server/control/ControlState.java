package dev.plateau.server.control;

import dev.plateau.server.http.Request;
import dev.plateau.store.Desk;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.State;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What people have written about an experiment, and what they can do with it now.
 *
 * @param stopRequested whether the search was asked to pause and has not yet
 * @param cannotStop why it cannot be stopped; empty if it can
 * @param cannotResume why it cannot be resumed; empty if it can
 * @param note of the experiment itself, as are {@code tags}
 * @param trials notes and tags of its trials
 */
public record ControlState(
        State state,
        boolean stopRequested,
        String cannotStop,
        String cannotResume,
        boolean archived,
        String note,
        List<String> tags,
        Trials trials) {

    /** Why nothing of it can be stopped, resumed, cancelled or re-queued. */
    static final String LOGGED = "A program logs it: only that can stop it or train it again";

    /** Trials that have a note or a tag, by columns, in order of number. */
    public record Trials(List<Integer> number, List<String> note, List<List<String>> tags) {}

    static ControlState read(Request request, Workshop workshop) {
        ExperimentRow experiment = request.experiment();
        Desk desk = request.store().desk();
        boolean running = experiment.state() == State.RUNNING;
        boolean stopping = running && desk.stopRequested(experiment.id());
        Map<Integer, String> notes = desk.notes(experiment.id());
        Map<Integer, List<String>> tags = desk.tags(experiment.id());
        TreeSet<Integer> numbers = new TreeSet<>(notes.keySet());
        numbers.addAll(tags.keySet());
        numbers.remove(0);
        return new ControlState(
                experiment.state(),
                stopping,
                experiment.logged()
                        ? LOGGED
                        : !running ? "It is not running" : stopping ? "It stops after the current epochs" : "",
                cannotResume(experiment, workshop),
                desk.archived().contains(experiment.id()),
                notes.getOrDefault(0, ""),
                tags.getOrDefault(0, List.of()),
                new Trials(
                        List.copyOf(numbers),
                        numbers.stream().map(n -> notes.getOrDefault(n, "")).toList(),
                        numbers.stream()
                                .map(n -> tags.getOrDefault(n, List.of()))
                                .toList()));
    }

    static String cannotResume(ExperimentRow experiment, Workshop workshop) {
        if (experiment.logged()) {
            return LOGGED;
        }
        if (experiment.state() == State.RUNNING) {
            return "It is running";
        }
        return experiment.state().ended() ? "It is complete: nothing waits to be trained" : workshop.cannotStart();
    }
}
