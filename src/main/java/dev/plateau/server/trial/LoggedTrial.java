package dev.plateau.server.trial;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.server.http.Typed;
import dev.plateau.server.mlflow.RunFiles;
import dev.plateau.server.mlflow.RunFiles.RunFile;
import dev.plateau.server.trial.TrialDetail.Artifacts;
import dev.plateau.server.trial.TrialDetail.Reproduce;
import dev.plateau.track.TrackedRun;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only a logged trial has.
 *
 * @param runs as {@link dev.plateau.track.Tracker#ofTrial} gives them, at least one
 */
record LoggedTrial(List<TrackedRun> runs) {

    /** Longest value that is shown whole; clients put documents into tags. */
    private static final int LONGEST = 500;

    /** MLflow's own tags that people want to read, and what they are called; its other tags are left out, those of users are all there. */
    private static final Map<String, String> KNOWN = Map.of(
            "mlflow.source.name", "source",
            "mlflow.source.type", "source_type",
            "mlflow.source.git.commit", "git_commit",
            "mlflow.source.git.branch", "git_branch",
            "mlflow.note.content", "note");

    private TrackedRun own() {
        return runs.get(0);
    }

    /** In the place of where the results of a search come from. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("run_name", own().name());
        facts.put("run_id", own().id());
        put(facts, "user", own().user());
        facts.put("started", Instant.ofEpochMilli(own().started()).toString());
        own().ended()
                .ifPresent(
                        ended -> facts.put("ended", Instant.ofEpochMilli(ended).toString()));
        own().tags()
                .forEach((name, value) -> Optional.ofNullable(KNOWN.get(name))
                        .or(() -> name.startsWith("mlflow.") ? Optional.empty() : Optional.of(name))
                        .ifPresent(shown -> put(facts, shown, value)));
        own().inputs().forEach(input -> put(facts, "data " + input.name(), input.digest()));
        runs.stream().skip(1).forEach(run -> put(facts, "inside: " + run.name(), run.id()));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            String text = Typed.withoutPaths(value);
            facts.putIfAbsent(name, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        }
    }

    static Reproduce reproduce() {
        return new Reproduce(
                "", "", "", List.of("A program has logged this trial: only that program can train it again"));
    }

    Artifacts artifacts(RunFiles all) {
        List<RunFile> files = runs.stream()
                .flatMap(run -> all.of(run).stream())
                .limit(RunFiles.MOST)
                .toList();
        return new Artifacts(
                Collections.nCopies(files.size(), 0L),
                column(files, RunFile::path),
                Collections.nCopies(files.size(), "file"),
                column(files, RunFile::bytes),
                Collections.nCopies(files.size(), ""),
                column(files, RunFile::changed),
                column(files, RunFile::url),
                files.size() < RunFiles.MOST ? "" : "Only the first " + RunFiles.MOST + " files are listed");
    }
}
