package dev.plateau.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a message says of a name that does not exist: the nearest name, and the names there are. */
public final class Spelling {

    /** Names that a message lists before it says how many more there are. */
    private static final int LISTED = 5;

    private Spelling() {}

    /** The name with the fewest changed letters, if few enough changed that it may have been meant. */
    public static Optional<String> nearest(String wanted, List<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int most = Math.min(wanted.length() / 2, Math.max(2, wanted.length() / 3));
        return names.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= most)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= most);
    }

    /** The first names, and how many more there are. */
    public static String listed(List<String> names) {
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }

    /** Levenshtein's distance: inserted, removed and replaced letters. */
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
