package dev.plateau.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plateau.store.sqlite.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What people write: notes, tags, saved views, and what they ask of a search. It works beside a search that another process trains into
 * the same database: each write is a short transaction of its own, which waits a few seconds for its turn. Thread-safe.
 *
 * <p>A write throws {@link IllegalArgumentException} with one sentence if it breaks a bound or names what is not there, and {@link
 * StoreException} if the database cannot be written. A database of an older Plateau that may not be changed has none of all this.
 */
public interface Desk {

    int LONGEST_NOTE = 64 * 1024; // bytes of UTF-8: 20 pages
    int LONGEST_TAG = 64; // characters: one line of a chip
    int MOST_TAGS = 32; // of one experiment or trial
    int LONGEST_NAME = 64; // characters of a view's name
    int LONGEST_QUERY = 8 * 1024; // characters: what browsers and proxies take for a URL
    int MOST_VIEWS = 256; // of one database

    /**
     * What a note or a tag is about.
     *
     * @param trial the trial's number; 0 for the experiment itself
     */
    record Subject(long experimentId, int trial) {

        public Subject {
            if (trial < 0) {
                throw new IllegalArgumentException("a trial has a number of at least 1, got " + trial);
            }
        }

        public static Subject experiment(long experimentId) {
            return new Subject(experimentId, 0);
        }
    }

    /**
     * A page's address to come back to.
     *
     * @param experimentId empty for a view of all experiments
     * @param name not blank, unique for its experiment
     * @param query of the page's URL, without the question mark
     */
    record View(OptionalLong experimentId, String name, String query) {

        public View {
            checkLine("the name of a view", name, LONGEST_NAME);
            if (query.length() > LONGEST_QUERY) {
                throw new IllegalArgumentException("the query of a view has at most " + LONGEST_QUERY
                        + " characters, this one has " + query.length());
            }
        }
    }

    /** Checks a short text of one line. */
    private static void checkLine(String what, String text, int longest) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has at most " + longest + " characters, this one has " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " is one line without control characters");
        }
    }

    /** Checks the bound of a note. */
    static void checkNote(String text) {
        int bytes = text.getBytes(UTF_8).length;
        if (bytes > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "a note has at most " + LONGEST_NOTE + " bytes of UTF-8, this one has " + bytes);
        }
    }

    /** Tags without the blanks around them, each once, checked. */
    static List<String> checkedTags(Collection<String> tags) {
        List<String> all = tags.stream().map(String::strip).distinct().toList();
        all.forEach(tag -> checkLine("a tag", tag, LONGEST_TAG));
        if (all.size() > MOST_TAGS) {
            throw new IllegalArgumentException("there can be " + MOST_TAGS + " tags, not " + all.size());
        }
        return all;
    }

    /** Writes a note in place of the one that is there; an empty one takes it away. */
    void note(Subject subject, String text);

    /** The notes of an experiment by the number of the trial, 0 for its own. */
    Map<Integer, String> notes(long experimentId);

    /** Puts these tags in place of those that are there. */
    void tags(Subject subject, Collection<String> tags);

    /** The tags of an experiment by the number of the trial, 0 for its own; each list in alphabetical order. */
    Map<Integer, List<String>> tags(long experimentId);

    /** The tags that experiments themselves have, by id of the experiment; each list in alphabetical order. */
    Map<Long, List<String>> tagsOfExperiments();

    void archive(long experimentId, boolean archived);

    /** Ids of the experiments that are archived. */
    Set<Long> archived();

    /** Saves a view, in place of one of the same experiment and name. */
    void saveView(View view);

    /** Whether there was such a view. */
    boolean deleteView(OptionalLong experimentId, String name);

    /** All saved views, the oldest first. */
    List<View> views();

    /** Asks the process that trains an experiment to pause as by Ctrl-C; it looks several times a second. */
    void requestStop(long experimentId);

    /** The request was heard, or is out of date. */
    void clearStop(long experimentId);

    boolean stopRequested(long experimentId);

    /**
     * Ends runs for good that have not ended: CANCELLED, as are the trials that they have not scored. One that trains is fenced off and
     * ends with its next epoch, which is not stored. Returns how many there were.
     */
    int cancel(Collection<Long> runIds);

    /**
     * Lets runs wait again that FAILED or were CANCELLED or PRUNED: they go on from their last stored epoch, and end the same way again
     * if that is what their numbers say. Trials wait again once none of their other folds stands in the way, with the scores that they
     * have; folds whose stage was given up because of these runs wait again with them. The experiment can then be resumed. Returns how
     * many of the given runs there were.
     */
    int requeue(Collection<Long> runIds);
}
