package dev.plateau.cli.report;

import dev.plateau.cli.text.Numbers;
import dev.plateau.nested.NestedScore;
import dev.plateau.nested.OuterFold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words for an honest score. That others are optimistic is said by the leaderboard. */
public final class HonestWords {

    private HonestWords() {}

    /** The honest score, how stable the choice is, and what is odd; no line for a search that is not nested. */
    public static List<String> lines(Optional<NestedScore> nested) {
        if (nested.isEmpty()) {
            return List.of();
        }
        NestedScore score = nested.get();
        if (score.pending() > 0) {
            return List.of("an honest score follows after " + Numbers.count(score.pending(), "more run") + " (nested)");
        }
        List<String> lines = new ArrayList<>();
        lines.add(headline(score));
        lines.add(stability(score.folds()));
        stopped(score.folds()).ifPresent(lines::add);
        return lines;
    }

    private static String headline(NestedScore score) {
        if (Double.isNaN(score.score())) {
            return "no honest score: " + missing(score.folds());
        }
        String own = score.chosen()
                .map(choice -> "; the best trial's own " + Numbers.number(score.optimistic()) + " at epoch "
                        + choice.epoch() + optimism(score.optimism()))
                .orElse("");
        return "honest score " + Numbers.estimate(score.estimate())
                + " (nested: configuration and epochs chosen without the fold that scores them" + own + ")";
    }

    private static String optimism(double optimism) {
        if (Double.isNaN(optimism)) {
            return " is none to compare with";
        }
        if (optimism > 0) {
            return " is optimistic by " + Numbers.number(optimism);
        }
        return optimism < 0
                ? " is not optimistic here, it is worse by " + Numbers.number(-optimism)
                : " is just as good";
    }

    private static String missing(List<OuterFold> folds) {
        return folds.stream()
                .filter(fold -> Double.isNaN(fold.score()))
                .map(fold -> fold.trial().isEmpty()
                        ? "every configuration failed on an inner fold of " + named(fold, folds)
                        : Numbers.trial(fold.trial().getAsInt()) + ", chosen without " + named(fold, folds)
                                + ", failed on it")
                .collect(Collectors.joining("; "));
    }

    private static String named(OuterFold fold, List<OuterFold> folds) {
        boolean repeated = folds.stream().anyMatch(one -> one.repeat() > 1);
        return "fold " + fold.fold() + (repeated ? " of repeat " + fold.repeat() : "");
    }

    /** How often each configuration was chosen, the most often first, and the range of the epochs. */
    private static String stability(List<OuterFold> folds) {
        Map<Integer, Long> times = folds.stream()
                .filter(fold -> fold.trial().isPresent())
                .collect(Collectors.groupingBy(fold -> fold.trial().getAsInt(), TreeMap::new, Collectors.counting()));
        if (times.isEmpty()) {
            return "chosen without each fold: nothing";
        }
        String chosen = times.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .map(entry -> Numbers.trial(entry.getKey()) + " for " + entry.getValue())
                .collect(Collectors.joining(", "));
        int low =
                folds.stream().flatMapToInt(fold -> fold.epoch().stream()).min().orElse(0);
        int high =
                folds.stream().flatMapToInt(fold -> fold.epoch().stream()).max().orElse(0);
        return "chosen without each fold: " + chosen + " of the " + Numbers.count(folds.size(), "fold") + "; "
                + (low == high ? Numbers.count(low, "epoch") : low + " to " + high + " epochs");
    }

    private static Optional<String> stopped(List<OuterFold> folds) {
        List<String> some = folds.stream()
                .filter(OuterFold::stoppedBefore)
                .map(fold -> named(fold, folds) + " at epoch " + fold.read().getAsInt() + " instead of "
                        + fold.epoch().getAsInt())
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of("(read where early stopping had ended the run: " + String.join(", ", some) + ")");
    }
}
