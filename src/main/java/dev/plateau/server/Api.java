package dev.plateau.server;

import dev.plateau.server.curves.Advices;
import dev.plateau.server.curves.Curves;
import dev.plateau.server.epochs.EpochAnswer;
import dev.plateau.server.experiments.ExperimentDetail;
import dev.plateau.server.experiments.ExperimentList;
import dev.plateau.server.http.Answers;
import dev.plateau.server.trials.ImportanceColumns;
import dev.plateau.store.Store;
import io.javalin.config.RoutesConfig;

/** Which URL of the API is answered by what. */
final class Api {

    private Api() {}

    static void route(RoutesConfig routes, Store store) {
        Answers answers = new Answers(store);
        Advices advices = new Advices();
        routes.get(Routes.EXPERIMENTS, answers.of(ExperimentList::read));
        routes.get(Routes.EXPERIMENT, answers.of(ExperimentDetail::read));
        routes.get(Routes.CURVES, answers.of(request -> Curves.read(request, advices)));
        routes.get(Routes.IMPORTANCE, answers.of(ImportanceColumns::read));
        routes.get(Routes.EPOCHS, answers.of(EpochAnswer::read));
    }
}
