package dev.plateau.experiment;

import dev.plateau.curve.Goal;
import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSource;
import dev.plateau.epoch.Rule;
import dev.plateau.space.Space;
import dev.plateau.train.Trainers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One search over one space, as its file describes it. Immutable.
 *
 * @param trainer name of the trainer, for example {@code dl4j}; {@code auto} until the search is prepared, if Plateau chooses it
 * @param model the fields of the network that are fixed, as given
 * @param autoEpochs given for {@code epochs: auto}; the space then has {@code epochs} with the limit as its one value
 * @param assumed what the file left out and was decided for it: field, value
 * @param text the file, word for word; behind it the content of a file that decides results and that it names, so that the text stands for
 *     itself wherever it is stored
 * @param folder the folder of the file, which {@code data.path} is relative to
 * @param script the program that trains; empty for networks that Plateau builds. Its data may be its own business
 */
public record Experiment(
        String name,
        String description,
        String trainer,
        DataSource data,
        Map<String, Object> model,
        Method method,
        Objective metric,
        Space space,
        Optional<AutoEpochs> autoEpochs,
        CrossValidation crossValidation,
        Optional<EarlyStopping> earlyStopping,
        SelectEpochs selectEpochs,
        Limits limits,
        long seed,
        Map<String, String> assumed,
        String text,
        Path folder,
        Optional<Script> script) {

    public Experiment {
        model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
        assumed = Collections.unmodifiableMap(new LinkedHashMap<>(assumed));
    }

    /** Without a program. */
    public Experiment(
            String name,
            String description,
            String trainer,
            DataSource data,
            Map<String, Object> model,
            Method method,
            Objective metric,
            Space space,
            Optional<AutoEpochs> autoEpochs,
            CrossValidation crossValidation,
            Optional<EarlyStopping> earlyStopping,
            SelectEpochs selectEpochs,
            Limits limits,
            long seed,
            Map<String, String> assumed,
            String text,
            Path folder) {
        this(
                name,
                description,
                trainer,
                data,
                model,
                method,
                metric,
                space,
                autoEpochs,
                crossValidation,
                earlyStopping,
                selectEpochs,
                limits,
                seed,
                assumed,
                text,
                folder,
                Optional.empty());
    }

    /** The same with another trainer. */
    public Experiment withTrainer(String other) {
        return new Experiment(
                name,
                description,
                other,
                data,
                model,
                method,
                metric,
                space,
                autoEpochs,
                crossValidation,
                earlyStopping,
                selectEpochs,
                limits,
                seed,
                assumed,
                text,
                folder,
                script);
    }

    /** The same with the trainer that it came to, where that is left to Plateau; unchanged where the file names one. */
    public Experiment settled(String chosen) {
        return trainer.equals(Trainers.AUTO) ? withTrainer(chosen) : this;
    }

    /** Where the data is: {@code data.path}, from the folder of the experiment file unless absolute. */
    public Path dataFile() {
        return folder.resolve(data.path());
    }

    /**
     * SHA-256 in hexadecimal of everything that decides results. Name, description, limits, how the epoch count is chosen,
     * comments, spelling and order of keys do not; the trainer does under the name that it came to; the order of the parameters does under a grid, whose trials it numbers.
     */
    public String definition() {
        return Definition.hash(this);
    }

    /** The samplers that a file can ask for. */
    public enum Method {
        GRID,
        RANDOM
    }

    /** The one number that is optimised: a metric of the trainer, such as {@code val_loss}. */
    public record Objective(String name, Goal goal) {}

    /**
     * Patience inside one run: it ends when {@code patience} epochs in a row did not better its best value of the objective
     * by more than {@code minDelta}.
     */
    public record EarlyStopping(int patience, double minDelta) {}

    /**
     * Epochs as long as they are worth it: a training of {@code start} epochs is extended up to {@code limit} while the next extension
     * promises at least the share {@code worth} of what all epochs so far have gained.
     */
    public record AutoEpochs(int start, int limit, double worth) {}

    /** How the epoch count is chosen, and the confidence of its interval, in (0, 1). */
    public record SelectEpochs(Rule rule, double confidence) {

        /** Where a file says nothing else. */
        public static final SelectEpochs USUAL = new SelectEpochs(Rule.AUTO, 0.95);
    }

    /**
     * @param maxTrials at most so many configurations; required by a random search
     * @param maxConcurrentTrials workers; empty: chosen from the machine
     * @param maxRestarts how often a run that crashed or hung is tried again
     * @param timeoutMillis how long one attempt of a run may take, all its epochs together
     */
    public record Limits(OptionalInt maxTrials, OptionalInt maxConcurrentTrials, int maxRestarts, long timeoutMillis) {}

    /** The parameters' names, for messages. */
    public List<String> parameters() {
        return space.names();
    }
}
