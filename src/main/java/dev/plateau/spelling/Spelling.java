package dev.plateau.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Nearest names, and lists of names for messages. */
public final class Spelling {

    /** Names that a message lists before it says how many more there are. */
    private static final int LISTED = 5;

    /** A longer name is no slip of a finger; comparing it would only take time. */
    private static final int MAX_LENGTH = 100;

    private Spelling() {}

    /**
     * The name with the fewest edits, upper and lower case being one, if few enough that it may have been meant: one in three letters or two,
     * and never more than half of them.
     */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        if (wanted.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        int most = Math.min(wanted.length() / 2, Math.max(2, wanted.length() / 3));
        return names.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= most)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= most);
    }

    /** The first names, and how many more there are. */
    public static String listed(Collection<String> names) {
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }

    /** The end of a sentence about an unknown name: what was probably meant, if anything is near, and all that is known. */
    public static String hint(String name, Collection<String> known) {
        return nearest(name, known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(".") + " Known: " + String.join(", ", known);
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
