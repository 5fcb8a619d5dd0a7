package dev.plateau.train;

import dev.plateau.data.FoldData;
import dev.plateau.space.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to train networks. Thread-safe; the trainings it starts are not. */
public interface Trainer {

    /** The name that an experiment file selects it by. */
    String name();

    /** What trains, with its version: part of where a result comes from. */
    default String version() {
        return name();
    }

    /** The settings of a configuration: where its values go in what is completed. */
    default Settings settings(Map<String, Object> model, Configuration configuration) {
        return Settings.of(model, configuration);
    }

    /**
     * Fills in every setting that was left out, so that nothing is decided silently and equal trainings have equal settings.
     * {@code epochs} is kept only if {@link #dependsOnTotal} is present.
     *
     * @throws IllegalArgumentException one sentence that names the setting, what was expected and what was found
     */
    Settings complete(Settings settings, Shape shape);

    /**
     * Why it cannot train so, naming the setting, as the end of a sentence: such as {@code model.type cnn is not compiled}; empty if it
     * can.
     *
     * @param settings completed by {@link #complete}
     */
    default Optional<String> refusal(Settings settings, Shape shape) {
        return Optional.empty();
    }

    /** What it computes with in this JVM, for people, such as {@code vector, 16 lanes}; empty where there is nothing to choose from. */
    default Optional<String> computesWith() {
        return Optional.empty();
    }

    /** Loads what the first training would wait for, such as a native library. May take a second. */
    default void warmUp() {}

    /** What the JVM of a worker process is started with for it, beside what all are. */
    default List<String> workerFlags() {
        // Where a native library does the work, the second compiler only takes time from it.
        return List.of("-XX:TieredStopAtLevel=1");
    }

    /**
     * Whether trainings of it may run side by side on threads of one process: if they are Java alone, so that none can crash another, and gain by
     * sharing what the JVM has compiled.
     */
    default boolean sharesProcess() {
        return false;
    }

    /** The metrics that its reports hold, in order: what an experiment can optimise. None if only the training itself tells. */
    List<String> metrics(Shape shape);

    /** Why the first epochs of such a training depend on how many there will be; empty if they do not. */
    Optional<String> dependsOnTotal(Settings settings);

    /**
     * Starts a training, or continues one.
     *
     * @param settings completed by {@link #complete}
     * @param seed decides initial weights, order of rows and dropout, and nothing else does
     * @param from where to continue; empty to start. A continued training gives the bits of an uninterrupted one
     */
    Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from);

    /**
     * What of a checkpoint predicts, without what only training needs: plain bytes in a form of the trainer's own, which must hold
     * no program (no serialised objects), since models are passed on. Reads no library's state: any process can call it.
     */
    byte[] model(Checkpoint checkpoint);

    /**
     * A trained network, as far as predictions need it.
     *
     * @param model as {@link #model} gave it, or as a stranger made it up: nothing in it or in the settings is trusted
     * @param settings completed, as it was trained with
     * @param shape of the rows that it was trained on
     * @throws IllegalArgumentException one sentence if a setting is wrong or the bytes are not of such a network
     */
    Predictor load(byte[] model, Settings settings, Shape shape);

    /**
     * Starts a training by steps, for a learning-rate range test. Its learning rate and its schedule have no say.
     *
     * @param settings completed by {@link #complete}
     * @param seed as for {@link #start}
     * @return empty if this trainer cannot train so
     * @throws IllegalArgumentException one sentence, if these settings have no learning rate
     */
    default Optional<Steps> steps(Settings settings, FoldData data, long seed) {
        return Optional.empty();
    }

    /**
     * What a trainer must know of the data to complete settings.
     *
     * @param features number of feature columns
     * @param outputs number of classes, or 1 for regression
     * @param trainingRows the fewest rows that a fold trains on
     */
    record Shape(int features, int outputs, boolean classification, int trainingRows) {}
}
