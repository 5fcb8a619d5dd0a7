package dev.plateau.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The values of one parameter, a trial each; a trial may have none, as under a condition that does not hold. */
public sealed interface Column {

    /** What {@link #groups} says of a trial that has no value. */
    int ABSENT = -1;

    String name();

    /** How many trials. */
    int size();

    /**
     * Sorts the trials into groups of like values.
     *
     * @param most how many groups numbers may be cut into
     * @return the group of each trial, from 0; {@link #ABSENT} without a value
     */
    List<Integer> groups(int most);

    /**
     * A parameter of numbers on any scale: only their order counts.
     *
     * @param values NaN for a trial without a value
     */
    record Numbers(String name, List<Double> values) implements Column {

        public Numbers {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        /** A group for each value if they are few, as on a grid; else groups of about equal size, equal values together. */
        @Override
        public List<Integer> groups(int most) {
            List<Integer> present = IntStream.range(0, values.size())
                    .filter(i -> !Double.isNaN(values.get(i)))
                    .boxed()
                    .sorted(Comparator.comparing(values::get))
                    .toList();
            boolean few = new TreeSet<>(present.stream().map(values::get).toList()).size() <= most;
            List<Integer> groups = new ArrayList<>(java.util.Collections.nCopies(values.size(), ABSENT));
            int group = 0;
            for (int from = 0; from < present.size(); group++) {
                int to = from;
                while (to < present.size()
                        && values.get(present.get(to)).doubleValue() == values.get(present.get(from))) {
                    to++;
                }
                // the middle of the places that equal values take, as a share of all places
                int own = few ? group : (int) ((long) most * (from + to) / (2L * present.size()));
                present.subList(from, to).forEach(i -> groups.set(i, own));
                from = to;
            }
            return groups;
        }
    }

    /**
     * A parameter of names, switches or structures.
     *
     * @param values empty for a trial without a value
     */
    record Categories(String name, List<Optional<String>> values) implements Column {

        public Categories {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public List<Integer> groups(int most) {
            Map<String, Integer> known = new TreeMap<>();
            return values.stream()
                    .map(value -> value.map(text -> {
                                known.putIfAbsent(text, known.size());
                                return known.getOrDefault(text, ABSENT);
                            })
                            .orElse(ABSENT))
                    .toList();
        }
    }
}
