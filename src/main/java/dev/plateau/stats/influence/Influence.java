package dev.plateau.stats.influence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a parameter moves the best epoch.
 *
 * @param ordered whether its values are numbers
 * @param levels numbers ascending
 * @param share eta squared of the logarithm of the best epoch: the part of its variance that lies between the levels, in [0, 1];
 *     NaN if all are equal
 * @param test Kruskal-Wallis over the levels
 * @param correlation Spearman's, of an ordered parameter with the best epoch
 * @param ratio between its ends, or where these tell nothing between the levels with most and fewest epochs
 * @param tells whether the interval of the ratio excludes 1
 * @param sentence all that in words
 */
public record Influence(
        String parameter,
        boolean ordered,
        List<Level> levels,
        double share,
        GroupTest test,
        Optional<Interval> correlation,
        Optional<Ratio> ratio,
        boolean tells,
        String sentence) {

    public Influence {
        levels = List.copyOf(levels);
    }

    /**
     * Every parameter with at least two values, the one that decides most first: those that tell before those that do not, then by share.
     *
     * @param confidence of every interval, in (0, 1)
     */
    public static List<Influence> of(List<Observation> observations, double confidence) {
        Set<String> names = new LinkedHashSet<>();
        observations.forEach(o -> names.addAll(o.parameters().keySet()));
        List<Influence> all = new ArrayList<>();
        for (String name : names) {
            List<Observation> having = observations.stream()
                    .filter(o -> o.parameters().containsKey(name))
                    .toList();
            Groups groups = Groups.of(name, having);
            if (groups.byName().size() > 1) {
                all.add(of(name, having, groups, confidence));
            }
        }
        all.sort(Comparator.comparing((Influence i) -> !i.tells())
                .thenComparing(i -> Double.isNaN(i.share()) ? 0 : -i.share()));
        return all;
    }

    private static Influence of(String name, List<Observation> having, Groups groups, double confidence) {
        List<double[]> logs = groups.byName().values().stream()
                .map(members -> Level.logs(members, Unit.EPOCHS))
                .toList();
        Optional<Interval> correlation = groups.ordered()
                ? Optional.of(Association.correlation(
                        having.stream().mapToDouble(o -> Groups.number(o, name)).toArray(),
                        having.stream().mapToDouble(Observation::epochs).toArray(),
                        confidence))
                : Optional.empty();
        Ratio ratio = ratio(name, groups, confidence);
        List<Level> levels = groups.byName().entrySet().stream()
                .map(group -> Level.of(group.getKey(), group.getValue(), confidence))
                .toList();
        return new Influence(
                name,
                groups.ordered(),
                levels,
                Association.share(logs),
                Association.kruskalWallis(logs),
                correlation,
                Optional.of(ratio),
                ratio.tells(),
                Wording.of(name, having, ratio));
    }

    /**
     * The ends of an ordered parameter, which were not chosen for their difference. Else the levels that differ most, at a confidence
     * that allows for having chosen them among all pairs (Bonferroni).
     */
    private static Ratio ratio(String name, Groups groups, double confidence) {
        List<Map.Entry<String, List<Observation>>> all =
                List.copyOf(groups.byName().entrySet());
        Ratio ends = Ratio.between(name, all.get(all.size() - 1), all.get(0), confidence);
        if (all.size() == 2 || (groups.ordered() && ends.tells())) {
            return ends;
        }
        Comparator<Map.Entry<String, List<Observation>>> byEpochs =
                Comparator.comparingDouble(group -> Arrays.stream(Level.logs(group.getValue(), Unit.EPOCHS))
                        .average()
                        .orElse(0));
        double pairs = all.size() * (all.size() - 1) / 2.0;
        Ratio most = Ratio.between(
                name,
                all.stream().max(byEpochs).orElseThrow(),
                all.stream().min(byEpochs).orElseThrow(),
                1 - (1 - confidence) / pairs);
        return most.tells() || !groups.ordered() ? most : ends;
    }
}
