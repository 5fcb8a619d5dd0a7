package dev.plateau.store;

import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.Writer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The desk of one SQLite file: checks bounds, then leaves the rest to the writes and reads that it was given. */
final class SqliteDesk implements Desk {

    /** Does work in a transaction that writes, and returns after its commit. */
    interface Writes {
        <T> T write(Writer.Work<T> work);
    }

    private final Readers readers;
    private final Writes writes;
    private final Clock clock;

    SqliteDesk(Readers readers, Writes writes, Clock clock) {
        this.readers = readers;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public void note(Subject subject, String text) {
        Desk.checkNote(text);
        writes.write(sql -> new DeskSql(sql).note(subject, text));
    }

    @Override
    public Map<Integer, String> notes(long experimentId) {
        return readers.read(sql -> new DeskSql(sql).notes(experimentId));
    }

    @Override
    public void tags(Subject subject, Collection<String> tags) {
        List<String> checked = Desk.checkedTags(tags);
        writes.write(sql -> new DeskSql(sql).tags(subject, checked));
    }

    @Override
    public Map<Integer, List<String>> tags(long experimentId) {
        return readers.read(sql -> new DeskSql(sql).tags(experimentId));
    }

    @Override
    public Map<Long, List<String>> tagsOfExperiments() {
        return readers.read(sql -> new DeskSql(sql).tagsOfExperiments());
    }

    @Override
    public void archive(long experimentId, boolean archived) {
        writes.write(sql -> new DeskSql(sql).archive(experimentId, archived, clock.millis()));
    }

    @Override
    public Set<Long> archived() {
        List<Long> ids = readers.read(sql -> new DeskSql(sql).archived());
        return new TreeSet<>(ids);
    }

    @Override
    public void saveView(View view) {
        writes.write(sql -> new DeskSql(sql).saveView(view));
    }

    @Override
    public boolean deleteView(OptionalLong experimentId, String name) {
        return writes.write(sql -> new DeskSql(sql).deleteView(experimentId, name));
    }

    @Override
    public List<View> views() {
        return readers.read(sql -> new DeskSql(sql).views());
    }

    @Override
    public void requestStop(long experimentId) {
        writes.write(sql -> new DeskSql(sql).requestStop(experimentId, clock.millis()));
    }

    @Override
    public void clearStop(long experimentId) {
        writes.write(sql -> new DeskSql(sql).clearStop(experimentId));
    }

    @Override
    public boolean stopRequested(long experimentId) {
        return readers.read(sql -> new DeskSql(sql).stopRequested(experimentId));
    }

    @Override
    public int cancel(Collection<Long> runIds) {
        return writes.write(sql -> new InterventionSql(sql, clock.millis()).cancel(runIds));
    }

    @Override
    public int requeue(Collection<Long> runIds) {
        return writes.write(sql -> new InterventionSql(sql, clock.millis()).requeue(runIds));
    }
}
