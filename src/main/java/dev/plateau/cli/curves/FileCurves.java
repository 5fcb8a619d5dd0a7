package dev.plateau.cli.curves;

import dev.plateau.curve.FoldCurves;
import java.util.List;
import java.util.Optional;

/**
 * The curves of one file.
 *
 * @param file as the user named it
 * @param metric as the file names it
 * @param training the namesake on the rows trained on, as the file names it
 * @param notes a sentence each: what was read otherwise than it is written, and what does not count
 */
public record FileCurves(String file, String metric, Optional<String> training, FoldCurves curves, List<String> notes) {

    public FileCurves {
        notes = List.copyOf(notes);
    }
}
