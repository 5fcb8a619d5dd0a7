package dev.plateau.script;

import dev.plateau.data.FoldData;
import dev.plateau.space.Configuration;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be said of a program before it runs: its settings are its parameters as they are named, and its metrics are known when it tells
 * them. It trains in a process of its own, see {@link ScriptExecutor}, so nothing is trained or predicted here.
 */
public final class ScriptTrainer implements Trainer {

    /** Name of the trainer, and of the field of the file that describes how it runs. */
    public static final String NAME = "script";

    static final String PARAMETERS = "parameters";

    private static final String EPOCHS = "epochs";
    private static final String DEPENDS = "depends_on_epochs";

    /** For {@code META-INF/services}. */
    public ScriptTrainer() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Names stay as they are: a program may have {@code model.hidden} and {@code hidden}. */
    @Override
    public Settings settings(Map<String, Object> model, Configuration configuration) {
        Map<String, Object> parameters = new TreeMap<>(configuration.values());
        Map<String, Object> top = new TreeMap<>(model);
        Optional.ofNullable(parameters.remove(EPOCHS)).ifPresent(epochs -> top.put(EPOCHS, epochs));
        top.put(PARAMETERS, parameters);
        return new Settings(top);
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        return dependsOnTotal(settings).isPresent() ? settings : settings.without(EPOCHS);
    }

    @Override
    public List<String> metrics(Shape shape) {
        return List.of();
    }

    @Override
    public Optional<String> dependsOnTotal(Settings settings) {
        return settings.value(DEPENDS).equals(Optional.of(true))
                ? Optional.of("the file says so (script.depends_on_epochs)")
                : Optional.empty();
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        throw new IllegalArgumentException("a script trains in a process of its own, not in a worker of Plateau");
    }

    @Override
    public byte[] model(Checkpoint checkpoint) {
        throw new IllegalArgumentException("a script keeps its models itself; Plateau has none of it");
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        throw new IllegalArgumentException("a script keeps its models itself; Plateau cannot predict with them");
    }
}
