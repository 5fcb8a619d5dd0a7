package dev.plateau.server.trials;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.compare.Influence;
import dev.plateau.server.http.Request;
import dev.plateau.stats.Importance;
import java.util.List;

/**
 * The importance of the parameters of an experiment by columns, the most important first.
 *
 * @param metric whose best trials are meant
 * @param trials how many have ended
 * @param leastTrials how many it takes
 * @param explained what each parameter alone explains, in [0, 1]
 * @param low of its 95 % interval, {@code high} likewise
 * @param p adjusted: how often chance alone explains as much
 * @param untold parameters about which nothing can be told
 */
public record ImportanceColumns(
        String metric,
        int trials,
        int leastTrials,
        List<String> parameter,
        List<Double> explained,
        List<Double> low,
        List<Double> high,
        List<Double> p,
        List<String> untold) {

    /** Of the experiment that is asked for. */
    public static ImportanceColumns read(Request request) {
        Influence influence = Influence.of(request.store(), request.experiment());
        List<Importance> parameters = influence.parameters();
        return new ImportanceColumns(
                influence.metric(),
                influence.trials(),
                Importance.LEAST_TRIALS,
                column(parameters, Importance::name),
                column(parameters, Importance::explained),
                column(parameters, parameter -> parameter.interval().low()),
                column(parameters, parameter -> parameter.interval().high()),
                column(parameters, Importance::p),
                influence.untold());
    }
}
