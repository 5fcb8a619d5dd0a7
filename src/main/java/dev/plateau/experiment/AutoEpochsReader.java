package dev.plateau.experiment;

import dev.plateau.experiment.Experiment.AutoEpochs;
import dev.plateau.space.Choice;
import dev.plateau.space.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code epochs: auto} and {@code epochs: {auto: {start: 20, limit: 300, worth: 0.01}}}. */
final class AutoEpochsReader {

    /** Epochs: the first look comes early enough to be cheap, and late enough that a smoothed curve shows where it goes. */
    private static final long START = 20;

    /** Epochs: enough for small networks on tables, and a bound on what a file can cost that does not say. */
    private static final long LIMIT = 300;

    /** See {@code epoch.Extension}: a further rung must promise a hundredth of all improvement so far. */
    private static final double WORTH = 0.01;

    private static final long LEAST = 5; // epochs in which a direction shows, see epoch.Extension

    private static final String EXAMPLE = "{start: 20, limit: 300}";

    private final Section top;
    private final Section parameters;
    private final Assumed assumed;

    AutoEpochsReader(Section top, Section parameters, Assumed assumed) {
        this.top = top;
        this.parameters = parameters;
        this.assumed = assumed;
    }

    /** Whether the file means epochs that stop by themselves, rightly written or not. */
    boolean asked() {
        return parameters
                .node("epochs")
                .filter(node -> node instanceof Node.Mapping mapping
                        ? mapping.byKey().containsKey("auto")
                        : node.plain() instanceof String text && !text.isBlank())
                .isPresent();
    }

    /** Empty if something is wrong, which is then among the mistakes. */
    Optional<AutoEpochs> read() {
        if (top.has("early_stopping")) {
            top.refuse(
                    "early_stopping",
                    "cannot be used with epochs: auto, which ends the folds of a trial together; leave one of them out");
        }
        if (parameters.node("epochs").orElseThrow() instanceof Node.Scalar word) {
            return word.value().equals("auto") ? Optional.of(usual()) : refuse(word);
        }
        Section epochs = parameters.section("epochs", "{auto: " + EXAMPLE + "}");
        for (Node.Entry entry : epochs.entries()) {
            if (!entry.key().equals("auto")) {
                epochs.refuse(entry.key(), "cannot be given beside auto, which needs start, limit and worth only");
            }
        }
        return limits(epochs.section("auto", EXAMPLE).knows(List.of("start", "limit", "worth"), Map.of()));
    }

    private Optional<AutoEpochs> refuse(Node found) {
        parameters.refuse("epochs", "must be auto or a mapping such as {value: 50}, found " + found.found());
        return Optional.empty();
    }

    private AutoEpochs usual() {
        assumed.put("parameters.epochs.auto.start", String.valueOf(START));
        assumed.put("parameters.epochs.auto.limit", String.valueOf(LIMIT));
        assumed.put("parameters.epochs.auto.worth", String.valueOf(WORTH));
        return new AutoEpochs((int) START, (int) LIMIT, WORTH);
    }

    private Optional<AutoEpochs> limits(Section auto) {
        Optional<Long> last = auto.whole("limit", LEAST, ParameterReader.MAX_COUNT);
        long limit = assumed.or(last, auto, "limit", LIMIT);
        Optional<Long> first = auto.whole("start", LEAST, ParameterReader.MAX_COUNT);
        long start = assumed.or(first, auto, "start", Math.min(START, limit));
        Optional<Double> worth = auto.number("worth", "a number above 0 and below 1", value -> value > 0 && value < 1);
        if (start > limit && first.isPresent() && last.isPresent() == auto.has("limit")) {
            auto.refuse("start", "must not be above limit, found start " + start + " and limit " + limit);
        }
        return Optional.of(new AutoEpochs((int) start, (int) limit, assumed.or(worth, auto, "worth", WORTH)));
    }

    /** The parameter that such epochs are to the search: one value, the most that a training may come to. */
    static Parameter limit(AutoEpochs epochs) {
        return new Choice("epochs", List.of((long) epochs.limit()), Optional.empty());
    }
}
