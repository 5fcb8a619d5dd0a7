package dev.plateau.store;

import dev.plateau.store.Rows.ArtifactRow;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Pace;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.ScoredTrial;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.series.KnownSeries;
import dev.plateau.store.sqlite.DatabaseLock;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.Writer;
import dev.plateau.store.track.SqliteTracker;
import dev.plateau.store.track.Writes;
import dev.plateau.track.Tracker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The store in one SQLite file: writes go to the writer's thread, reads to read-only connections of their own. */
final class SqliteStore implements Store {

    private final Readers readers;
    private final @Nullable Writer writer;
    private final Desk desk;
    private final Writes tracking;
    private final Tracker tracker;
    private final Clock clock;
    private final KnownSeries series;

    private SqliteStore(Readers readers, @Nullable Writer writer, Desk desk, Writes tracking, Clock clock) {
        this.readers = readers;
        this.writer = writer;
        this.desk = desk;
        this.tracking = tracking;
        this.tracker = new SqliteTracker(readers, tracking, clock);
        this.clock = clock;
        this.series = new KnownSeries(() -> writer == null ? 0 : writer.rollbacks());
    }

    /** The store of the one process that writes everything: its desk too, and what is logged. */
    static SqliteStore writing(Readers readers, Writer writer, Clock clock) {
        return new SqliteStore(
                readers, writer, new SqliteDesk(readers, writer::run, clock), new OneWriter(writer), clock);
    }

    /** A store of which at most the desk and the tracker are written. */
    static SqliteStore reading(Readers readers, SqliteDesk.Writes desk, Writes tracking, Clock clock) {
        return new SqliteStore(readers, null, new SqliteDesk(readers, desk, clock), tracking, clock);
    }

    /** What is logged goes to the writer of all else. */
    private record OneWriter(Writer writer) implements Writes {
        @Override
        public <T> T write(Writer.Work<T> work) {
            return writer.run(work);
        }

        @Override
        public long rollbacks() {
            return writer.rollbacks();
        }
    }

    @Override
    public Tracker tracker() {
        return tracker;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    @Override
    public List<AttemptRow> attempts(long experimentId) {
        return readers.read(sql -> new AttemptSql(sql).list(experimentId));
    }

    private Writer writer() {
        if (writer == null) {
            throw new IllegalStateException("the store was opened for reading only");
        }
        return writer;
    }

    @Override
    public long create(Search search) {
        return writer().run(sql -> new SearchSql(sql, clock.millis()).create(search));
    }

    @Override
    public void experimentState(long experimentId, State state) {
        writer().run(sql -> new SearchSql(sql, clock.millis()).state(experimentId, state));
    }

    @Override
    public int begin(long runId, String worker) {
        return writer().run(sql -> new ReportSql(sql, clock.millis()).begin(runId, worker));
    }

    @Override
    public CompletableFuture<Boolean> report(Report report) {
        return report(List.of(report));
    }

    @Override
    public CompletableFuture<Boolean> report(List<Report> reports) {
        List<Report> batch = List.copyOf(reports);
        for (Report report : batch) {
            Report first = batch.get(0);
            if (report.runId() != first.runId() || report.attempt() != first.attempt()) {
                throw new IllegalArgumentException("reports that are stored together are of one attempt, found "
                        + attempt(first) + " and " + attempt(report));
            }
        }
        return batch.isEmpty()
                ? CompletableFuture.completedFuture(true)
                : writer().submit(sql -> new ReportSql(sql, clock.millis()).report(batch, series));
    }

    private static String attempt(Report report) {
        return "attempt " + report.attempt() + " of run " + report.runId();
    }

    @Override
    public void end(long runId, int attempt, State state, Optional<String> message, List<Report.Score> scores) {
        writer().run(sql -> {
            series.forget(runId);
            return new ReportSql(sql, clock.millis()).end(runId, attempt, state, message, scores);
        });
    }

    @Override
    public void settle(Settlement settlement) {
        writer().run(sql -> new ReportSql(sql, clock.millis()).settle(settlement));
    }

    @Override
    public int requeueLost(long experimentId) {
        return writer().run(sql -> new ReportSql(sql, clock.millis()).requeueLost(experimentId));
    }

    @Override
    public long add(long experimentId, Artifact artifact) {
        return writer().run(sql -> new ArtifactSql(sql).add(experimentId, artifact, clock.millis()));
    }

    @Override
    public List<ArtifactRow> artifacts(long experimentId) {
        return readers.read(sql -> new ArtifactSql(sql).list(experimentId));
    }

    @Override
    public List<ExperimentRow> experiments() {
        return honest(readers.read(sql -> new ReadSql(sql).experiments(null)));
    }

    @Override
    public Optional<ExperimentRow> experiment(String name) {
        return honest(readers.read(sql -> new ReadSql(sql).experiments(name))).stream()
                .findFirst();
    }

    /** A process that was killed could not say so: its experiments still say RUNNING. */
    private List<ExperimentRow> honest(List<ExperimentRow> rows) {
        boolean lost = writer == null
                && rows.stream().anyMatch(SqliteStore::needsProcess)
                && !DatabaseLock.held(readers.file());
        return lost
                ? rows.stream()
                        .map(row -> needsProcess(row) ? row.with(State.LOST) : row)
                        .toList()
                : rows;
    }

    /** One that is logged from outside runs wherever it wants. */
    private static boolean needsProcess(ExperimentRow row) {
        return row.state() == State.RUNNING && !row.definition().isEmpty();
    }

    @Override
    public Map<String, String> provenance(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).provenance(experimentId));
    }

    @Override
    public List<Search.StoredFold> folds(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).folds(experimentId));
    }

    @Override
    public List<Search.InnerFold> innerFolds(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).innerFolds(experimentId));
    }

    @Override
    public List<StageRow> stages(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).stages(experimentId));
    }

    @Override
    public List<TrialRow> trials(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).trials(experimentId));
    }

    @Override
    public List<TrialRow> trialsAndSiblings(long experimentId, Collection<Integer> numbers) {
        return readers.read(sql -> new ReadSql(sql).trialsAndSiblings(experimentId, numbers));
    }

    @Override
    public Optional<TrialRow> trial(long experimentId, int number) {
        return readers.read(sql -> new ReadSql(sql).trial(experimentId, number));
    }

    @Override
    public List<TrialRow> trialsOf(long stageId) {
        return readers.read(sql -> new ReadSql(sql).trialsOf(stageId));
    }

    @Override
    public List<ScoreRow> scores(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).scores(experimentId));
    }

    @Override
    public List<ScoreRow> scoresOfTrial(long trialId) {
        return readers.read(sql -> new SummarySql(sql).scoresOfTrial(trialId));
    }

    @Override
    public List<ScoredTrial> completed(long experimentId) {
        return readers.read(sql -> new SummarySql(sql).completed(experimentId));
    }

    @Override
    public List<Pace> paces() {
        return readers.read(sql -> new SummarySql(sql).paces());
    }

    @Override
    public List<ScoreRow> innerScores(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).innerScores(experimentId));
    }

    @Override
    public List<RunRow> innerRuns(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).innerRuns(experimentId));
    }

    @Override
    public List<RunRow> runs(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).runs(experimentId));
    }

    @Override
    public List<RunRow> runsOfStages(Collection<Long> stageIds) {
        return readers.read(sql -> eachOf(stageIds, new ReadSql(sql)::runsOf));
    }

    @Override
    public List<RunRow> runsOf(long stageId) {
        return readers.read(sql -> new ReadSql(sql).runsOf(stageId));
    }

    @Override
    public Optional<RunRow> run(long runId) {
        return readers.read(sql -> new ReadSql(sql).run(runId));
    }

    @Override
    public List<String> metrics(long experimentId) {
        return readers.read(sql -> new ReadSql(sql).metrics(experimentId));
    }

    @Override
    public List<SeriesRow> series(Collection<Long> stageIds, String metric) {
        return readers.read(sql -> eachOf(stageIds, stage -> new ReadSql(sql).series(stage, metric)));
    }

    @Override
    public List<SeriesRow> innerSeries(Collection<Long> stageIds, String metric) {
        return readers.read(sql -> eachOf(stageIds, stage -> new ReadSql(sql).innerSeries(stage, metric)));
    }

    @Override
    public List<SeriesRow> seriesOfRun(long runId) {
        return readers.read(sql -> new ReadSql(sql).seriesOfRun(runId));
    }

    @Override
    public List<Progress> progress(Collection<Long> stageIds) {
        return readers.read(sql -> eachOf(stageIds, new ReadSql(sql)::progress));
    }

    private interface OfStage<T> {
        List<T> read(long stageId) throws SQLException;
    }

    /** In order of stage id, which is that of the stages' numbers within a search. */
    private static <T> List<T> eachOf(Collection<Long> stageIds, OfStage<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        for (long stage : new TreeSet<>(stageIds)) {
            rows.addAll(reader.read(stage));
        }
        return rows;
    }

    @Override
    public long version() {
        return readers.version();
    }

    @Override
    public Path files() {
        return Stores.files(readers.file());
    }

    /** The writer goes last: only a connection that may write puts the write-ahead log into the file and removes it. */
    @Override
    public void close() {
        readers.close();
        if (tracking instanceof SharedTracking own) {
            own.close();
        }
        if (writer != null) {
            writer.close();
        }
    }
}
