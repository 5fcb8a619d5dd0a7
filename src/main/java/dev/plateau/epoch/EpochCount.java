package dev.plateau.epoch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.plateau.curve.Estimate;
import dev.plateau.diagnosis.Diagnosis;
import dev.plateau.forecast.Forecast;
import dev.plateau.forecast.Gain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What curves tell about the epoch count, in the shape in which commands and the server answer in JSON.
 *
 * @param estimate of the metric for a training on all rows: each fold scored at the epoch that the other folds choose; for one fold,
 *     which has no others, the optimistic one
 * @param optimistic the metric at the epoch over the very folds that chose it
 * @param standardError of {@code optimistic} over folds; NaN for one fold
 * @param rules what every rule chooses; null where it cannot tell
 * @param shortestEquivalent the shortest training that loses at most one standard error, {@code shorter} what it loses and saves
 * @param forecast what half as many epochs again are worth; null where the curve has turned
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EpochCount(
        int epoch,
        int low,
        int high,
        double confidence,
        String rule,
        double estimate,
        double optimistic,
        double standardError,
        Map<String, Integer> rules,
        int shortestEquivalent,
        Shorter shorter,
        List<Diagnosis> diagnosis,
        @Nullable Worth forecast,
        boolean stillImproving,
        int lastEpoch,
        int diverged,
        String reason,
        @JsonIgnore String metric) {

    /** @param loss how much worse, {@code error} its standard error, {@code saved} the part of the epochs */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Shorter(int epoch, double loss, double error, double saved, String sentence) {}

    /** @param model what made the forecast, {@code why} its record on this curve */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Worth(
            int moreEpochs, double gain, double low, double high, Forecast.Model model, String why, String sentence) {}

    public EpochCount {
        diagnosis = List.copyOf(diagnosis);
    }

    /** @param metric its name, for people */
    public static EpochCount of(Findings findings, String metric) {
        Advice advice = findings.advice();
        Estimate at = advice.at();
        Map<String, Integer> rules = new LinkedHashMap<>();
        for (Rule rule : Rule.values()) {
            rules.put(rule.label(), advice.rules().get(rule));
        }
        return new EpochCount(
                advice.epoch(),
                advice.low(),
                advice.high(),
                advice.confidence(),
                advice.rule().label(),
                Double.isFinite(advice.corrected()) ? advice.corrected() : at.mean(),
                at.mean(),
                at.error(),
                rules,
                advice.shorter().epoch(),
                shorter(advice),
                findings.diagnosis(),
                findings.forecast().map(EpochCount::worth).orElse(null),
                advice.stillImproving(),
                advice.lastEpoch(),
                advice.diverged(),
                advice.reason(),
                metric);
    }

    private static Shorter shorter(Advice advice) {
        Advice.Shorter shorter = advice.shorter();
        return new Shorter(
                shorter.epoch(),
                shorter.loss().mean(),
                shorter.loss().error(),
                shorter.saved(),
                advice.shorterInWords());
    }

    private static Worth worth(Forecast forecast) {
        Gain gain = forecast.gain();
        return new Worth(
                gain.epochs(), gain.mean(), gain.low(), gain.high(), forecast.model(), forecast.why(), gain.sentence());
    }
}
