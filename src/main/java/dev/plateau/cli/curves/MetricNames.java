package dev.plateau.cli.curves;

import dev.plateau.spelling.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which of the metrics of a file is the objective, and which is the same on the rows trained on. */
final class MetricNames {

    /** What people call a loss on rows that were not trained on, the most telling first. */
    private static final List<String> USUAL = List.of(
            "val_loss", "valid_loss", "validation_loss", "loss_val", "eval_loss", "dev_loss", "test_loss", "loss_test");

    private static final String HELD_OUT = "^(val|valid|validation|eval|dev|test)_";

    private MetricNames() {}

    /**
     * @param wanted what the user asked for; empty: what is usually meant
     * @throws CurvesException if there is none such, with those that there are
     */
    static String objective(String file, Optional<String> wanted, Collection<String> metrics) {
        if (wanted.isPresent()) {
            return wanted.filter(metrics::contains)
                    .or(() -> called(Header.words(wanted.get()), metrics))
                    .orElseThrow(() -> new CurvesException(
                            file + " has no metric \"" + wanted.get() + "\"" + hint(wanted.get(), metrics)));
        }
        return USUAL.stream()
                .flatMap(name -> called(name, metrics).stream())
                .findFirst()
                .orElseThrow(() -> new CurvesException(file
                        + " has no metric val_loss; --metric names the one to choose by: " + Spelling.listed(metrics)));
    }

    private static String hint(String wanted, Collection<String> metrics) {
        return Spelling.nearest(wanted, metrics)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(".") + " Known: " + Spelling.listed(metrics);
    }

    private static Optional<String> called(String words, Collection<String> metrics) {
        return metrics.stream().filter(name -> Header.words(name).equals(words)).findFirst();
    }

    /** {@code loss} or {@code train_loss} for {@code val_loss}; empty for a metric that does not say that it is held out. */
    static Optional<String> training(String objective, Collection<String> metrics) {
        String words = Header.words(objective);
        String bare = words.replaceFirst(HELD_OUT, "");
        if (bare.equals(words)) {
            return Optional.empty();
        }
        return List.of(
                        bare,
                        "train_" + bare,
                        "training_" + bare,
                        bare + "_train",
                        "tr_" + bare,
                        "train_" + bare + "_epoch")
                .stream()
                .flatMap(name -> called(name, metrics).stream())
                .findFirst();
    }
}
