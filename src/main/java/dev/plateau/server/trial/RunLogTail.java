package dev.plateau.server.trial;

import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.work.RunLog;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The end of the log of one run.
 *
 * @param run its number, as {@code plateau logs} takes it
 * @param repeat from 1, {@code fold} likewise
 * @param lines the last ones, without control characters and without paths of this machine
 * @param more whether there are lines before them
 * @param missing why there is none, in a sentence; empty if there is a log
 * @param command that prints all of it
 */
public record RunLogTail(
        long run,
        int repeat,
        int fold,
        State state,
        int attempt,
        List<String> lines,
        boolean more,
        String missing,
        String command) {

    /** Lines in one answer. */
    static final int MAX_LINES = 2000;

    private static final int USUAL_LINES = 200;

    /** So much of the end of a file is looked at: more than the usual lines, and an answer of bounded size. */
    private static final int MAX_BYTES = 256 * 1024;

    /** Colours and cursor moves of terminals. */
    private static final Pattern ESCAPE =
            Pattern.compile("\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)|[@-Z\\\\-_])");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069&&[^\\t]]");

    public RunLogTail {
        lines = List.copyOf(lines);
    }

    /** Of the {@code fold} (from 1, and {@code repeat} likewise) that is asked for, the last {@code lines}. */
    public static RunLogTail read(Request request) {
        ExperimentRow experiment = request.experiment();
        TrialRow trial = request.trial(experiment, request.context().pathParam("number"));
        int fold = number(request, "fold", 1, 1_000_000);
        int repeat = number(request, "repeat", 1, 1_000_000);
        int lines = number(request, "lines", USUAL_LINES, MAX_LINES);
        RunRow run = request.store().runsOf(trial.stageId()).stream()
                .filter(row -> row.fold() == fold - 1 && row.repeat() == repeat - 1)
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        Typed.trial(trial.number()) + " of " + experiment.name() + " has no fold " + fold
                                + " in repeat " + repeat + "; folds and repeats count from 1"));
        Path file = RunLog.file(request.store().files().resolve("logs"), run.id());
        Tail tail = Files.isRegularFile(file) ? tail(file, lines) : Tail.NONE;
        return new RunLogTail(
                run.id(),
                repeat,
                fold,
                run.state(),
                run.attempt(),
                tail.lines(),
                tail.more(),
                tail.lines().isEmpty() ? missing(experiment, run) : "",
                Typed.command(request.store(), "logs " + run.id()));
    }

    private record Tail(List<String> lines, boolean more) {
        static final Tail NONE = new Tail(List.of(), false);
    }

    private static String missing(ExperimentRow experiment, RunRow run) {
        if (experiment.logged()) {
            return "A program has logged this run: what it printed is where it ran";
        }
        return run.attempt() == 0
                ? "This run has not begun, so it has no log"
                : "This run has no log here: it was written elsewhere, taken away, or nothing was printed";
    }

    private static Tail tail(Path file, int most) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - MAX_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size() - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // a file may be read in parts
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> all = text.lines().toList();
            // what is before the first whole line may be half a character
            List<String> whole = start > 0 && all.size() > 1 ? all.subList(1, all.size()) : all;
            int cut = Math.max(0, whole.size() - most);
            return new Tail(
                    whole.subList(cut, whole.size()).stream()
                            .map(RunLogTail::plain)
                            .toList(),
                    start > 0 || cut > 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The log of a run cannot be read: " + file.getFileName(), e);
        }
    }

    /** Text and nothing else. Signs that turn the direction of writing round go as well. */
    static String plain(String line) {
        String text = CONTROL.matcher(ESCAPE.matcher(line).replaceAll("")).replaceAll("");
        return Typed.withoutPaths(text);
    }

    private static int number(Request request, String name, int usual, int most) {
        String text = request.text(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[1-9]\\d{0,6}") || Integer.parseInt(text) > most) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, name + " must be a whole number from 1 to " + most + ", got " + text);
        }
        return Integer.parseInt(text);
    }
}
