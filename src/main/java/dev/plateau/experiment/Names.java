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

    /** A longer name is no slip of a finger; comparing it would only take time. */
    private static final int MAX_LENGTH = 100;

    /** The known name with the fewest edits, if these are at most one in three letters. */
    static Optional<String> nearest(String name, Collection<String> known) {
        int most = name.length() > MAX_LENGTH ? 0 : Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(name.length() - candidate.length()) <= most)
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** The fewest letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, one, other, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int fewest(int[][] edits, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int fewest = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
