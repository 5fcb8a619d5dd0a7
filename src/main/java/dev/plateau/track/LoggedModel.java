package dev.plateau.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that a client of MLflow 3 has logged.
 *
 * @param id {@code m-} and 32 letters and digits
 * @param run the id of the run that made it; may be empty
 * @param type what made it, such as {@code sklearn}; may be empty
 * @param status PENDING, READY or FAILED, as the client says
 * @param created milliseconds since 1970; so also {@code updated}
 */
public record LoggedModel(
        String id,
        long experiment,
        String run,
        String name,
        String type,
        String status,
        String artifacts,
        long created,
        long updated,
        Map<String, String> params,
        Map<String, String> tags) {

    public LoggedModel {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
