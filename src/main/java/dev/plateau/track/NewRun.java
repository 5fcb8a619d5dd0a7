package dev.plateau.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that begins.
 *
 * @param name empty for one that is made up
 * @param user who runs it; may be empty
 * @param started milliseconds since 1970
 */
public record NewRun(long experiment, String name, String user, long started, Map<String, String> tags) {

    public NewRun {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
