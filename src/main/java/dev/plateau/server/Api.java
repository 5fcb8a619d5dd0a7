package dev.plateau.server;

import dev.plateau.server.curves.Curves;
import dev.plateau.server.epochs.Advised;
import dev.plateau.server.epochs.EpochAnswers;
import dev.plateau.server.epochs.ParameterAnswers;
import dev.plateau.server.experiments.ExperimentDetail;
import dev.plateau.server.experiments.ExperimentList;
import dev.plateau.server.http.Answers;
import dev.plateau.server.trial.RunLogTail;
import dev.plateau.server.trial.TrialDetails;
import dev.plateau.server.trial.TrialSeries;
import dev.plateau.server.trials.ImportanceColumns;
import dev.plateau.store.Store;
import io.javalin.config.RoutesConfig;

/** Which URL of the API is answered by what. */
final class Api {

    private Api() {}

    static void route(RoutesConfig routes, Store store) {
        Answers answers = new Answers(store);
        routes.get(Routes.EXPERIMENTS, answers.of(ExperimentList::read));
        routes.get(Routes.EXPERIMENT, answers.of(ExperimentDetail::read));
        routes.get(Routes.CURVES, answers.of(Curves::read));
        routes.get(Routes.IMPORTANCE, answers.of(ImportanceColumns::read));
        Advised advised = new Advised();
        routes.get(Routes.EPOCHS, answers.of(new EpochAnswers(advised)::read));
        routes.get(Routes.EPOCHS_BY_PARAMETER, answers.of(new ParameterAnswers(advised)::read));
        routes.get(Routes.TRIAL, answers.of(new TrialDetails(advised)::read));
        routes.get(Routes.SERIES, answers.of(TrialSeries::read));
        routes.get(Routes.LOG, answers.fresh(RunLogTail::read));
    }
}
