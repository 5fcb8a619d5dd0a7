package dev.plateau.experiment;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The nearest of the names that could have been meant. */
final class Names {

    private Names() {}

    /** The end of a sentence about an unknown name: what was probably meant, if anything is near, and all that is known. */
    static String hint(String name, Collection<String> known) {
        return nearest(name, known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(".") + " Known: " + String.join(", ", known);
    }

    /** The known name with the fewest edits, if these are at most one in three letters. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's distance: the fewest letters to insert, delete or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
