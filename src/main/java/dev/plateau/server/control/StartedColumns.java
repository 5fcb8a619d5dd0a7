package dev.plateau.server.control;

import static dev.plateau.server.http.Columns.column;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches that were started here, by columns, the latest first.
 *
 * @param what the file that was run, or the experiment that was resumed
 * @param running whether the process is alive
 * @param exitCode of a process that has ended; null for one that has not
 * @param log the last lines that it wrote
 */
record StartedColumns(
        List<String> what,
        List<Instant> started,
        List<Boolean> running,
        List<@Nullable Integer> exitCode,
        List<List<String>> log) {

    static StartedColumns of(List<Started> searches) {
        return new StartedColumns(
                column(searches, Started::what),
                column(searches, Started::begun),
                column(searches, Started::alive),
                Arrays.asList(searches.stream()
                        .<@Nullable Integer>map(Started::exitCode)
                        .toArray(Integer[]::new)),
                column(searches, Started::lastLines));
    }
}
