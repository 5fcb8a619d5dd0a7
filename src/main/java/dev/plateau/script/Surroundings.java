package dev.plateau.script;

import dev.plateau.experiment.Script;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment of a program: what every program needs, what the file lets through, and what it must know of its run. */
final class Surroundings {

    private static final List<String> ALWAYS = List.of("PATH", "HOME", "LANG", "TMPDIR", "TZ");

    /** One thread a training, as for the workers of networks: more trainings run side by side. */
    private static final List<String> THREADS = List.of(
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "NUMEXPR_NUM_THREADS",
            "VECLIB_MAXIMUM_THREADS");

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param here the environment of this process */
    Surroundings(Script script, Map<String, String> here) {
        THREADS.forEach(name -> values.put(name, "1"));
        // Epochs must not wait in a buffer, and sets must not change their order from run to run.
        values.put("PYTHONUNBUFFERED", "1");
        values.put("PYTHONHASHSEED", "0");
        here.forEach((name, value) -> {
            if (ALWAYS.contains(name)
                    || name.startsWith("LC_")
                    || script.environment().contains(name)) {
                values.put(name, value);
            }
        });
    }

    Surroundings with(String name, Object value) {
        values.put("PLATEAU_" + name, String.valueOf(value));
        return this;
    }

    /** Each parameter as PLATEAU_PARAM_NAME, in capitals, other characters than letters and digits as _. */
    Surroundings parameters(Map<String, Object> parameters, Path file) {
        parameters.forEach((name, value) ->
                with("PARAM_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), Arguments.text(value)));
        return with("PARAMETERS", file);
    }

    Surroundings tracking(Tracking tracking, String run) {
        values.put("MLFLOW_TRACKING_URI", tracking.url());
        values.put("MLFLOW_RUN_ID", run);
        values.put("MLFLOW_EXPERIMENT_ID", String.valueOf(tracking.experiment()));
        return this;
    }

    /** A seed that every library takes: from 0 to 2^31 - 1. */
    Surroundings seed(long seed) {
        return with("SEED", seed >>> 33);
    }

    Map<String, String> values() {
        return values;
    }
}
