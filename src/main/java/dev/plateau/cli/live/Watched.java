package dev.plateau.cli.live;

import dev.plateau.cli.text.Numbers;
import dev.plateau.curve.Estimate;
import dev.plateau.run.Engine;
import dev.plateau.run.Event;
import dev.plateau.run.Prepared;
import dev.plateau.run.Snapshot;
import dev.plateau.space.Configuration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The words for a running search: its state in two lines, its events in one each. */
record Watched(Prepared prepared, Engine engine, Dashboards dashboards) {

    /**
     * How far it is, such as {@code [52/80 runs | 10/16 trainings | 0 failed] elapsed 00:21  ETA 00:12  saved 1,560 epochs}, and
     * where it can be watched. What was saved gives way when not all of it fits.
     *
     * @param width columns of text that it should take
     */
    String state(int width) {
        Snapshot now = engine.snapshot();
        String state =
                counts(now) + " elapsed " + Numbers.duration(now.elapsed()) + (auto() ? "  ETA at most " : "  ETA ")
                        + now.left().map(Numbers::duration).orElse("--:--");
        String saved = now.epochsSaved() > 0 ? "  saved " + Numbers.count(now.epochsSaved()) + " epochs" : "";
        String place = dashboards.place();
        String url = place.isEmpty() ? "" : "   " + place;
        return state.length() + saved.length() + url.length() <= width ? state + saved + url : state + url;
    }

    private static String counts(Snapshot now) {
        return "[" + now.runsEnded() + "/" + now.runs() + " runs | " + now.stagesEnded() + "/" + now.stages()
                + " trainings | " + now.failed() + " failed]";
    }

    /** The best trial so far. */
    String best() {
        return engine.snapshot()
                .best()
                .map(best -> "best  " + trial(best.trial(), best.score()))
                .orElse("best  none yet: a trial counts when all its folds have been scored");
    }

    private String trial(int number, Estimate score) {
        return Numbers.trial(number) + "  " + prepared.experiment().metric().name() + " " + Numbers.estimate(score)
                + "  " + configuration(number);
    }

    private boolean auto() {
        return prepared.experiment().autoEpochs().isPresent();
    }

    /** Without epochs where these are not known before the end. */
    private Configuration configuration(int number) {
        Configuration full = prepared.forest().trials().get(number - 1).configuration();
        Map<String, Object> values = new LinkedHashMap<>(full.values());
        if (auto()) {
            values.remove("epochs");
        }
        return new Configuration(values);
    }

    /** What happened, for those who read line by line. */
    String told(Event event) {
        String counts = counts(engine.snapshot()) + " ";
        if (event instanceof Event.RunBegan began) {
            return counts + began.name() + (began.from() > 0 ? " goes on after epoch " + began.from() : " begins")
                    + ", up to epoch " + began.to();
        }
        if (event instanceof Event.RunEnded ended) {
            return counts + ended.name() + " " + ended.state().name().toLowerCase(Locale.ROOT) + " after "
                    + Numbers.count(ended.epochs(), "epoch")
                    + (ended.message().isEmpty() ? "" : ": " + ended.message());
        }
        if (event instanceof Event.RunRestarted restarted) {
            return counts + restarted.name() + " is tried again: " + restarted.message();
        }
        if (event instanceof Event.StageExtended extended) {
            return counts + "training " + (extended.stage() + 1) + " goes on from " + extended.from() + " to "
                    + extended.to() + " epochs: " + extended.reason();
        }
        if (event instanceof Event.StageSettled settled) {
            return counts + "training " + (settled.stage() + 1) + " " + settled.message();
        }
        if (event instanceof Event.StopRequested) {
            return "stopped by request: pausing after the current epochs ...";
        }
        if (event instanceof Event.TrialScored scored) {
            return counts + trial(scored.number(), scored.score());
        }
        throw new IllegalStateException("no words for " + event);
    }
}
