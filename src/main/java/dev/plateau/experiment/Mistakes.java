package dev.plateau.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with one file, one sentence each. Not thread-safe. */
final class Mistakes {

    /** So many are listed; the rest is only counted. */
    private static final int MAX_LISTED = 20;

    private record Mistake(int line, String sentence) {}

    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    void add(int line, String sentence) {
        Mistake mistake = new Mistake(line, sentence);
        if (!found.contains(mistake)) {
            found.add(mistake);
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** @throws ExperimentException with the mistakes in the order of their lines, if there are any */
    void check() {
        if (!found.isEmpty()) {
            throw new ExperimentException(listed());
        }
    }

    /** An exception for a file that cannot be read at all. */
    static ExperimentException of(String file, String sentence) {
        return new ExperimentException(List.of(file + ": " + sentence));
    }

    private List<String> listed() {
        List<String> sentences = new ArrayList<>(found.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .limit(MAX_LISTED)
                .map(mistake -> file + ":" + mistake.line() + ": " + mistake.sentence())
                .toList());
        if (found.size() > MAX_LISTED) {
            sentences.add(file + ": mistakes not shown: " + (found.size() - MAX_LISTED));
        }
        return sentences;
    }
}
