package dev.plateau.data;

import dev.plateau.spelling.Spelling;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What each column of a file is for, by its index from 0.
 *
 * @param features every column that is nothing else, in file order
 */
record Columns(
        DataSource source, List<String> names, int label, OptionalInt group, OptionalInt time, List<Integer> features) {

    /** @throws DataException if a column of the source does not exist, the label has a second use, or no feature is left */
    static Columns of(DataSource source, List<String> names) {
        int label = index(source, names, source.label(), "label");
        OptionalInt group = source.group()
                .map(name -> OptionalInt.of(index(source, names, name, "group")))
                .orElse(OptionalInt.empty());
        OptionalInt time = source.time()
                .map(name -> OptionalInt.of(index(source, names, name, "time")))
                .orElse(OptionalInt.empty());
        Set<Integer> used = new HashSet<>();
        source.ignore().forEach(name -> used.add(index(source, names, name, "ignore")));
        group.ifPresent(used::add);
        time.ifPresent(used::add);
        if (!used.add(label)) {
            throw new DataException(source.path() + ": column \"" + source.label()
                    + "\" is the label and cannot be ignore, group or time as well");
        }
        List<Integer> features = IntStream.range(0, names.size())
                .boxed()
                .filter(i -> !used.contains(i))
                .toList();
        if (features.isEmpty()) {
            throw new DataException(source.path() + " has no feature column: its columns (" + Spelling.listed(names)
                    + ") are all label, ignore, group or time");
        }
        return new Columns(source, names, label, group, time, features);
    }

    /** The names of the feature columns. */
    List<String> featureNames() {
        return features.stream().map(names::get).toList();
    }

    private static int index(DataSource source, List<String> names, String name, String field) {
        int index = names.indexOf(name.strip());
        if (index < 0) {
            String meant = Spelling.nearest(name, names)
                    .map(nearest -> "; did you mean \"" + nearest + "\"?")
                    .orElse(".");
            throw new DataException(source.path() + " has no column \"" + name + "\" (data." + field + ")" + meant
                    + " Its columns: " + Spelling.listed(names));
        }
        return index;
    }
}
