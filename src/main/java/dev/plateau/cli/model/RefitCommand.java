package dev.plateau.cli.model;

import dev.plateau.cli.command.Context;
import dev.plateau.cli.command.Mistake;
import dev.plateau.cli.command.NewFile;
import dev.plateau.cli.command.Shared;
import dev.plateau.cli.command.Stored;
import dev.plateau.cli.live.ExitCode;
import dev.plateau.cli.text.Json;
import dev.plateau.cli.text.Numbers;
import dev.plateau.cli.text.Terminal;
import dev.plateau.data.DataSet;
import dev.plateau.data.Fold;
import dev.plateau.data.Preparation;
import dev.plateau.experiment.Experiment;
import dev.plateau.model.Description;
import dev.plateau.model.Model;
import dev.plateau.model.ModelFile;
import dev.plateau.run.Provenance;
import dev.plateau.run.Refit;
import dev.plateau.run.SearchException;
import dev.plateau.run.Searches;
import dev.plateau.store.Artifact;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.work.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plateau refit EXP}. */
@Command(
        name = "refit",
        header = "Train the chosen configuration on all rows and keep the model.",
        description =
                "As many epochs as recommended, unless --epochs says otherwise. Nothing is written before the end.",
        sortOptions = false)
public final class RefitCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Option(names = "--trial", paramLabel = "N", description = "The trial (default: the best one).")
    private Optional<Integer> trial = Optional.empty();

    @Option(names = "--epochs", paramLabel = "E", description = "How many to train (default: as recommended).")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "Of the training (default: the experiment's).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the model goes (default: EXP-tN-eE.plateau among the database's files).")
    private Optional<Path> out = Optional.empty();

    @Parameters(paramLabel = "EXP", description = "Name of the experiment.")
    private String name = "";

    RefitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        shared.read().close(); // a database that is not there is not made
        try (Store store = Stores.sqlite(shared.database())) {
            ExperimentRow row = shared.experiment(store, name);
            Stored stored = Stored.of(store, row);
            Experiment experiment = stored.experiment();
            if (experiment.script().isPresent()) {
                throw new Mistake(
                        "a script keeps its models itself, in $PLATEAU_OUTPUT or elsewhere: there is nothing to refit"
                                + " for " + name + "; run its program with the recommended epochs");
            }
            Choice choice = Choice.of(shared, store, row, new Choice.Wish(trial, epochs, experiment.selectEpochs()));
            Path file = place(choice);
            DataSet data = data(experiment, store.provenance(row.id()).getOrDefault("data_sha256", ""));
            Refit refit = new Refit(
                    experiment, data, choice.stage().settings(), choice.epochs(), seed.orElse(experiment.seed()));
            List<String> notes = notes(choice, trainer(experiment));
            notes.forEach(note -> context.terminal().note("note: " + note));
            Refit.Trained trained;
            try {
                trained = train(refit);
            } catch (InterruptedException e) {
                context.terminal().note("interrupted: no model was written; the same command starts again");
                return ExitCode.INTERRUPTED;
            }
            Refitted made = keep(store, choice, refit, trained, file, notes);
            shared.print(context.terminal(), made, () -> made.lines(context.terminal()));
        }
        return ExitCode.GOOD;
    }

    /** Where the model goes, found out before the training. */
    private Path place(Choice choice) throws IOException {
        if (out.isPresent()) {
            NewFile.check(out.get());
            return out.get();
        }
        Path folder = shared.files().resolve("artifacts");
        Files.createDirectories(folder);
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                + Numbers.trial(choice.trial().number()) + "-e" + choice.epochs()
                + seed.map(number -> "-s" + number).orElse("") + ModelFile.SUFFIX;
        NewFile.check(folder.resolve(file));
        return folder.resolve(file);
    }

    private DataSet data(Experiment experiment, String sha256) {
        DataSet data = DataSet.read(experiment.dataFile(), experiment.data());
        if (!data.sha256().equals(sha256)) {
            throw new Mistake(experiment.data().path() + " has changed since the experiment " + name
                    + " began, so its epochs and scores say nothing of it; bring the old file back, or search again"
                    + " under another name");
        }
        return data;
    }

    private static Trainer trainer(Experiment experiment) {
        return Trainers.byName(experiment.trainer())
                .orElseThrow(() -> new SearchException(Trainers.missing(experiment.trainer())));
    }

    private static List<String> notes(Choice choice, Trainer trainer) {
        List<String> notes = new ArrayList<>(choice.warnings());
        Settings settings = new Settings(Searches.values(choice.stage().settings()));
        if (trainer.dependsOnTotal(settings).isPresent()) {
            notes.add("the schedule spans " + settings.value("epochs").orElse("all")
                    + " epochs as in the search, whose curves the epochs were chosen on; the model is what it gives after "
                    + choice.epochs());
        }
        return notes;
    }

    @SuppressWarnings("try") // what Ctrl-C does is only held
    private Refit.Trained train(Refit refit) throws InterruptedException {
        Terminal terminal = context.terminal();
        Ticker ticker = new Ticker(terminal);
        Thread waiting = Thread.currentThread();
        try (Interrupts interrupts = Interrupts.on(waiting::interrupt)) {
            return refit.train(report -> ticker.show(report.epoch(), refit.epochs(), line(refit, report)));
        } finally {
            ticker.clear();
        }
    }

    private String line(Refit refit, EpochReport report) {
        return "refit " + name + ": epoch " + report.epoch() + "/" + refit.epochs() + "  loss "
                + Numbers.number(report.metrics().getOrDefault("loss", Double.NaN));
    }

    private Refitted keep(
            Store store, Choice choice, Refit refit, Refit.Trained trained, Path file, List<String> notes) {
        Trainer trainer = trainer(refit.experiment());
        Map<String, Object> provenance = provenance(choice, refit, trainer);
        Description description = new Description(
                trainer.name(),
                trainer.version(),
                new Settings(Searches.values(refit.settings())),
                Preparation.of(refit.data(), Fold.all(refit.data().rows())),
                refit.data().rows(),
                refit.epochs(),
                refit.seed(),
                choice.experiment().metric(),
                provenance);
        ModelFile.Written written = ModelFile.write(new Model(description, trainer.model(trained.checkpoint())), file);
        store.add(
                choice.experiment().id(),
                new Artifact(
                        choice.trial().number(),
                        String.valueOf(file.getFileName()),
                        Artifact.Kind.MODEL,
                        path(file),
                        written.bytes(),
                        written.sha256(),
                        Json.line(provenance)));
        Map<String, Double> training = new LinkedHashMap<>(trained.last().metrics());
        training.keySet().retainAll(List.of("loss", "accuracy", "f1", "mae", "r2"));
        return new Refitted(
                file.toString(),
                name,
                choice.trial().number(),
                refit.epochs(),
                refit.seed(),
                refit.data().rows(),
                written.bytes(),
                written.sha256(),
                choice.experiment().metric(),
                choice.score(),
                training,
                notes,
                "./plateau predict " + word(file) + " "
                        + word(refit.experiment().dataFile()));
    }

    private Map<String, Object> provenance(Choice choice, Refit refit, Trainer trainer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("experiment", name);
        facts.put("trial", choice.trial().number());
        facts.put("configuration", Searches.values(choice.trial().configuration()));
        facts.put("epochs", refit.epochs());
        facts.put("seed", refit.seed());
        facts.putAll(choice.evidence());
        facts.put("data", refit.experiment().data().path());
        facts.put("data_sha256", refit.data().sha256());
        facts.put("data_rows", refit.data().rows());
        facts.put("created", java.time.Clock.systemUTC().instant().toString());
        facts.putAll(Provenance.of(trainer, context.command()));
        return facts;
    }

    /** As the table artifact wants it. */
    private String path(Path file) {
        Path files = shared.files().toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(files)
                ? files.relativize(absolute).toString().replace('\\', '/')
                : absolute.toString();
    }

    /** A path as a word of a command: short if it is below the working folder, quoted if a shell would cut it. */
    private static String word(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        String text = absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
        return text.matches("[A-Za-z0-9._/\\\\:@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
