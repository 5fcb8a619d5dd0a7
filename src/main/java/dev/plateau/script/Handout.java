package dev.plateau.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.data.Fold;
import dev.plateau.work.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that scripts are given to read: splits, one for each fold, and parameters. Deleted when it is closed. Thread-safe. */
final class Handout implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Handout.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    Handout() {
        try {
            folder = Files.createTempDirectory("plateau-script");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static WorkException unwritable(IOException e) {
        return new WorkException(
                "cannot write what scripts read into the temporary folder (" + e.getMessage() + ")", e);
    }

    /** The row numbers of a fold; the same file for all runs on it. */
    synchronized Path split(Fold fold) {
        Path file = folder.resolve("split-" + fold.repeat() + "-" + fold.fold() + ".json");
        if (!Files.exists(file)) {
            Map<String, Object> rows = new LinkedHashMap<>();
            rows.put("training", fold.training());
            rows.put("validation", fold.validation());
            write(file, rows);
        }
        return file;
    }

    Path parameters(long runId, Map<String, Object> parameters) {
        Path file = folder.resolve("parameters-" + runId + ".json");
        write(file, parameters);
        return file;
    }

    private static void write(Path file, Map<String, Object> values) {
        try {
            Files.write(file, JSON.writeValueAsBytes(values));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** A value as one line of JSON. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parameter that cannot be written: " + value, e);
        }
    }

    @Override
    public void close() {
        try {
            Place.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the system clears its temporary folder itself", e);
        }
    }
}
