package dev.plateau.experiment;

import dev.plateau.space.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads experiment files. Thread-safe. */
public final class Experiments {

    /** An experiment is a page or two; a file above this is something else, most likely the data. */
    private static final int MAX_BYTES = 1 << 20;

    private Experiments() {}

    /**
     * The experiment that a file describes.
     *
     * @throws ExperimentException with every mistake found, one sentence each with file and line, at most 20 of them
     */
    public static Experiment read(Path file) {
        return parse(text(file), file);
    }

    /**
     * The same from text.
     *
     * @param file names the experiment in messages; {@code data.path} is relative to its folder. It is not opened
     */
    public static Experiment parse(String text, Path file) {
        Mistakes mistakes = new Mistakes(file.toString());
        Optional<Node> root = YamlText.read(text, mistakes);
        mistakes.check();
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
            return new ExperimentReader(mapping, mistakes).read(text, folder);
        }
        throw Mistakes.of(
                file.toString(),
                root.filter(node -> !(node instanceof Node.Nothing)).isEmpty()
                        ? "the file is empty; an experiment was expected"
                        : "must be a mapping such as name: digits, found "
                                + root.get().found());
    }

    /**
     * How a stored experiment chooses epoch counts. A text that another version of Plateau wrote and this one refuses is no reason
     * not to show its results: the usual way then.
     */
    public static Experiment.SelectEpochs selectEpochs(String text) {
        try {
            return parse(text, Path.of("stored.yaml")).selectEpochs();
        } catch (ExperimentException e) {
            return Experiment.SelectEpochs.USUAL;
        }
    }

    /**
     * What differs between two texts in what decides results, one sentence a field, such as {@code
     * parameters.epochs.values: was [10, 20, 40], is [10, 20, 80]}. Empty exactly if the definitions are equal.
     *
     * @throws ExperimentException if one of them is no valid experiment
     */
    public static List<String> differences(String oldText, String newText) {
        return Definition.differences(parse(oldText, Path.of("old.yaml")), parse(newText, Path.of("new.yaml")));
    }

    /**
     * A parameter as a logarithmic range.
     *
     * @param count points of a grid, 0 for none
     */
    public record LogRange(String name, double min, double max, int count) {

        public LogRange {
            if (!(min > 0 && max > min) || count < 0) {
                throw new IllegalArgumentException(
                        "expected 0 < min < max, count at least 0, got " + min + ", " + max + ", " + count);
            }
        }

        /** As a file writes it: {@code learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}}. */
        public String entry() {
            return ParameterEdit.entry(this);
        }
    }

    /**
     * The text of an experiment with a parameter replaced, or added where it has none; every other character stays.
     *
     * @param experiment as read from the file
     * @throws ExperimentException if it cannot be done without touching something else; the sentence says what to write by hand
     */
    public static String withParameter(Experiment experiment, Path file, LogRange range) {
        String name = file.toString();
        String byHand = "; write under parameters: " + range.entry();
        try {
            String edited =
                    ParameterEdit.apply(experiment.text(), experiment.space().parameter(range.name()), range);
            checkOnlyChanged(experiment, parse(edited, file), range.name());
            return edited;
        } catch (ParameterEdit.CannotEditException | ExperimentException e) {
            throw Mistakes.of(
                    name, "parameters." + range.name() + " cannot be replaced, as " + e.getMessage() + byHand);
        }
    }

    private static void checkOnlyChanged(Experiment was, Experiment is, String name) {
        boolean sameRest = was.name().equals(is.name())
                && was.description().equals(is.description())
                && was.limits().equals(is.limits())
                && was.selectEpochs().equals(is.selectEpochs())
                && others(was, name).equals(others(is, name));
        boolean sameDefinition = Definition.differences(was, is).stream()
                .allMatch(
                        line -> line.startsWith("parameters." + name + ".") || line.startsWith("order of parameters:"));
        if (!sameRest || !sameDefinition) {
            throw new ParameterEdit.CannotEditException("more than the parameter would change");
        }
    }

    private static List<Parameter> others(Experiment experiment, String name) {
        return experiment.space().parameters().stream()
                .filter(parameter -> !parameter.name().equals(name))
                .toList();
    }

    private static String text(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw Mistakes.of(name, "this is a folder; an experiment file was expected");
        }
        if (!Files.exists(file)) {
            throw Mistakes.of(name, "there is no such file");
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw Mistakes.of(name, "the file is larger than 1 MB; an experiment file was expected");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Mistakes.of(name, "the file is not UTF-8 text; an experiment file was expected");
        } catch (IOException e) {
            throw Mistakes.of(name, "the file cannot be read: " + e.getMessage());
        }
    }
}
