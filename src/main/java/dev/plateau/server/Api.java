package dev.plateau.server;

import dev.plateau.server.comparison.Compared;
import dev.plateau.server.curves.Advices;
import dev.plateau.server.curves.Curves;
import dev.plateau.server.epochs.Advised;
import dev.plateau.server.epochs.EpochAnswers;
import dev.plateau.server.epochs.ParameterAnswers;
import dev.plateau.server.experiments.ExperimentDetail;
import dev.plateau.server.experiments.Histories;
import dev.plateau.server.http.Answers;
import dev.plateau.server.http.Request;
import dev.plateau.server.table.TrialTables;
import dev.plateau.server.trial.RunLogTail;
import dev.plateau.server.trial.TrialDetails;
import dev.plateau.server.trial.TrialSeries;
import dev.plateau.server.trials.ImportanceColumns;
import dev.plateau.server.trials.TrialPage;
import dev.plateau.server.trials.TrialsCsv;
import dev.plateau.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Which URL of the API is answered by what. */
final class Api {

    private Api() {}

    static void route(RoutesConfig routes, Store store) {
        Answers answers = new Answers(store);
        TrialTables tables = new TrialTables();
        Advices advices = new Advices();
        routes.get(Routes.EXPERIMENTS, answers.of(new Histories()::list));
        routes.get(Routes.EXPERIMENT, answers.of(request -> ExperimentDetail.read(request, tables)));
        routes.get(Routes.TRIALS, trials(answers, store, tables));
        routes.get(Routes.CURVES, answers.of(request -> Curves.read(request, advices)));
        routes.get(Routes.IMPORTANCE, answers.of(ImportanceColumns::read));
        routes.get(Routes.COMPARE, answers.of(Compared::read));
        Advised advised = new Advised();
        routes.get(Routes.EPOCHS, answers.of(new EpochAnswers(advised)::read));
        routes.get(Routes.EPOCHS_BY_PARAMETER, answers.of(new ParameterAnswers(advised)::read));
        routes.get(Routes.TRIAL, answers.of(new TrialDetails(advised)::read));
        routes.get(Routes.SERIES, answers.of(TrialSeries::read));
        routes.get(Routes.LOG, answers.fresh(RunLogTail::read));
    }

    private static Handler trials(Answers answers, Store store, TrialTables tables) {
        Handler page = answers.of(request -> TrialPage.read(request, tables));
        return context -> {
            if (TrialsCsv.isWanted(context)) {
                TrialsCsv.write(new Request(store, context), tables);
            } else {
                page.handle(context);
            }
        };
    }
}
