package dev.plateau.transfer.sweep;

import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.experiment.PlainYaml;
import dev.plateau.transfer.Omissions;
import dev.plateau.transfer.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a W&B sweep, a Katib experiment or a Determined experiment into the text of an experiment file. */
public final class Sweeps {

    /** A page or two are usual; a Katib file carries a whole job with it. */
    private static final int MAX_BYTES = 1 << 20;

    private Sweeps() {}

    /**
     * An experiment file that was made.
     *
     * @param tool whose file it was made of, in one word
     * @param text of the experiment file
     * @param omitted what has no counterpart, what was guessed, and what Plateau refuses in the text, one line each
     */
    public record Converted(String tool, String text, List<String> omitted) {

        public Converted {
            omitted = List.copyOf(omitted);
        }
    }

    /** Whether a file is named as one of YAML. */
    public static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    /**
     * @throws TransferException if the file is none of the three
     * @throws ExperimentException if it is no YAML
     */
    public static Converted convert(Path file) {
        return convert(text(file), file);
    }

    static Converted convert(String yaml, Path file) {
        Map<String, Object> mapping = PlainYaml.mapping(yaml, file);
        Omissions omissions = new Omissions();
        ExperimentDraft draft = new ExperimentDraft(omissions);
        Fields fields = new Fields("", mapping);
        String tool;
        if (fields.has("hyperparameters") || fields.has("searcher")) {
            tool = "determined";
            DeterminedExperiment.read(fields, draft, omissions);
        } else if (String.valueOf(mapping.get("apiVersion")).startsWith("kubeflow.org/")) {
            tool = "katib";
            KatibExperiment.read(fields, draft, omissions);
        } else if (fields.has("parameters") && (fields.has("method") || fields.has("metric"))) {
            tool = "wandb";
            WandbSweep.read(fields, draft, omissions);
        } else {
            throw new TransferException(
                    file + " is nothing that can be imported: expected a sweep of W&B (parameters and method), an"
                            + " experiment of Katib (apiVersion: kubeflow.org/...) or of Determined (hyperparameters and searcher)");
        }
        fields.omit(omissions);
        String text = draft.text(tool);
        List<String> listed = new ArrayList<>(omissions.lines());
        listed.addAll(refused(text));
        return new Converted(tool, text, listed);
    }

    /** What Plateau does not accept as it stands, such as a learning rate of 0: its owner mends it. */
    private static List<String> refused(String text) {
        try {
            Experiments.parse(text, Path.of("made.yaml"));
            return List.of();
        } catch (ExperimentException e) {
            return e.mistakes().stream()
                    .map(mistake -> "to be mended: " + mistake)
                    .toList();
        }
    }

    private static String text(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TransferException(
                        file + " has more than " + MAX_BYTES + " bytes; a sweep in YAML was expected");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TransferException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
