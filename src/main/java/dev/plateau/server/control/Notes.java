package dev.plateau.server.control;

import dev.plateau.server.http.Request;
import dev.plateau.store.Desk.Subject;
import dev.plateau.store.Rows.ExperimentRow;
import java.util.List;
import java.util.Set;

/** Writes the note, the tags and the archive mark of an experiment, or the note and tags of a trial where the path names one. */
public final class Notes {

    private Notes() {}

    /** A note as it is stored now. */
    record Note(String note) {}

    /** Tags as they are stored now, in alphabetical order. */
    record Tags(List<String> tags) {}

    /** Whether the experiment is archived now. */
    record Archived(boolean archived) {}

    public static Object note(Request request) {
        Subject subject = subject(request);
        String note = Body.of(request, Body.NOTE_BYTES, Set.of("note")).text("note");
        request.store().desk().note(subject, note);
        return new Note(note);
    }

    public static Object tags(Request request) {
        Subject subject = subject(request);
        List<String> tags = Body.of(request, Body.USUAL_BYTES, Set.of("tags")).texts("tags");
        request.store().desk().tags(subject, tags);
        return new Tags(request.store().desk().tags(subject.experimentId()).getOrDefault(subject.trial(), List.of()));
    }

    public static Object archived(Request request) {
        ExperimentRow experiment = request.experiment();
        boolean archived =
                Body.of(request, Body.USUAL_BYTES, Set.of("archived")).flag("archived");
        request.store().desk().archive(experiment.id(), archived);
        return new Archived(archived);
    }

    private static Subject subject(Request request) {
        ExperimentRow experiment = request.experiment();
        String number = request.context().pathParamMap().getOrDefault("number", "");
        return number.isEmpty()
                ? Subject.experiment(experiment.id())
                : new Subject(experiment.id(), request.trial(experiment, number).number());
    }
}
