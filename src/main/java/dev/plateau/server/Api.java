package dev.plateau.server;

import dev.plateau.server.comparison.Compared;
import dev.plateau.server.control.Changes;
import dev.plateau.server.control.Interventions;
import dev.plateau.server.control.Notes;
import dev.plateau.server.control.Searches;
import dev.plateau.server.control.Timeline;
import dev.plateau.server.control.Views;
import dev.plateau.server.curves.Advices;
import dev.plateau.server.curves.Curves;
import dev.plateau.server.epochs.Advised;
import dev.plateau.server.epochs.EpochAnswers;
import dev.plateau.server.epochs.ParameterAnswers;
import dev.plateau.server.experiments.ExperimentDetail;
import dev.plateau.server.experiments.Histories;
import dev.plateau.server.http.Answers;
import dev.plateau.server.http.Request;
import dev.plateau.server.mlflow.RunFiles;
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
import io.javalin.http.HttpStatus;

/** Which URL of the API is answered by what. */
final class Api {

    private Api() {}

    static void route(RoutesConfig routes, Store store, Dashboard.Services services) {
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
        routes.get(Routes.TRIAL, answers.of(new TrialDetails(advised, new RunFiles(services.tracking()))::read));
        routes.get(Routes.SERIES, answers.of(TrialSeries::read));
        routes.get(Routes.LOG, answers.fresh(RunLogTail::read));
        control(routes, answers, new Changes(store), new Searches(services.workshop()));
    }

    /** What changes something, and what shows whether it can be changed. */
    private static void control(RoutesConfig routes, Answers answers, Changes changes, Searches searches) {
        routes.get(Routes.TIMELINE, answers.of(Timeline::read));
        routes.get(Routes.VIEWS, answers.of(Views::read));
        routes.put(Routes.VIEWS, changes.of(Views::save));
        routes.delete(Routes.VIEWS, changes.of(Views::delete));
        routes.put(Routes.NOTE, changes.of(Notes::note));
        routes.put(Routes.TAGS, changes.of(Notes::tags));
        routes.put(Routes.ARCHIVED, changes.of(Notes::archived));
        routes.put(Routes.TRIAL_NOTE, changes.of(Notes::note));
        routes.put(Routes.TRIAL_TAGS, changes.of(Notes::tags));
        routes.post(Routes.STOP, changes.of(HttpStatus.ACCEPTED, Interventions::stop));
        routes.post(Routes.CANCEL, changes.of(Interventions::cancel));
        routes.post(Routes.REQUEUE, changes.of(Interventions::requeue));
        // These depend on processes and files as well, which no version of the store tells of.
        routes.get(Routes.CONTROL, changes.of(searches::control));
        routes.get(Routes.FILES, changes.of(searches::files));
        routes.get(Routes.SEARCHES, changes.of(searches::started));
        routes.post(Routes.SEARCHES, changes.of(HttpStatus.ACCEPTED, searches::start));
        routes.post(Routes.RESUME, changes.of(HttpStatus.ACCEPTED, searches::resume));
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
