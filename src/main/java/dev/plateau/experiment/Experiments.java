package dev.plateau.experiment;

import dev.plateau.space.Parameter;
import dev.plateau.train.Trainers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads experiment files. Thread-safe. */
public final class Experiments {

    private Experiments() {}

    /**
     * The experiment that a file describes.
     *
     * @throws ExperimentException with every mistake found, one sentence each with file and line, at most 20 of them
     */
    public static Experiment read(Path file) {
        Experiment experiment = parse(text(file), file);
        if (Trainers.ofNetworks(experiment.trainer())
                && experiment.model().get(ModelReader.KERAS) instanceof String name) {
            return parse(Enclosed.with(experiment, name, file), file);
        }
        return experiment;
    }

    /**
     * The same from text.
     *
     * @param text as a file has it, or as {@link Experiment#text} has it, which encloses a file that it names
     * @param file names the experiment in messages; {@code data.path} is relative to its folder. It is not opened
     */
    public static Experiment parse(String text, Path file) {
        Enclosed enclosed = Enclosed.in(text, file);
        Mistakes mistakes = new Mistakes(file.toString());
        Optional<Node> root = YamlText.read(enclosed.yaml(), mistakes);
        mistakes.check();
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
            return new ExperimentReader(mapping, mistakes).read(enclosed, folder);
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
        return differences(parse(oldText, Path.of("old.yaml")), parse(newText, Path.of("new.yaml")));
    }

    /** The same of experiments that were read. */
    public static List<String> differences(Experiment was, Experiment is) {
        return Definition.differences(was, is);
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
     * The text of an experiment's file with a parameter replaced, or added where it has none; every other character stays.
     *
     * @param experiment as read from the file
     * @throws ExperimentException if it cannot be done without touching something else; the sentence says what to write by hand
     */
    public static String withParameter(Experiment experiment, Path file, LogRange range) {
        String name = file.toString();
        String byHand = "; write under parameters: " + range.entry();
        try {
            Enclosed was = Enclosed.in(experiment.text(), file);
            String edited = ParameterEdit.apply(was.yaml(), experiment.space().parameter(range.name()), range);
            checkOnlyChanged(experiment, parse(edited + was.end(), file), range.name());
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

    /** The experiment's file, word for word. */
    public static String fileText(Experiment experiment) {
        return Enclosed.in(experiment.text(), experiment.folder()).yaml();
    }

    private static String text(Path file) {
        return SmallFile.text(file, "an experiment file");
    }
}
