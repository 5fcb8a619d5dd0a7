package dev.plateau.data;

import dev.plateau.data.CrossValidation.Strategy;
import java.util.stream.IntStream;

/** Whether data allow a split, and in one sentence why not. */
final class Splittable {

    private Splittable() {}

    /** @throws DataException naming what there is too little of, and what would help */
    static void check(DataSet data, CrossValidation how) {
        int needed = how.strategy() == Strategy.TIME_SERIES ? how.folds() + 1 : Math.max(2, how.folds());
        if (data.rows() < needed) {
            throw mistake(
                    data,
                    "has " + data.rows() + " rows, too few for " + named(how) + ", which needs at least " + needed
                            + "; use fewer folds or more data");
        }
        if (how.strategy() == Strategy.STRATIFIED && !data.classification()) {
            throw mistake(
                    data, "is a regression and has no classes to stratify by; use cross_validation.strategy: kfold");
        }
        if (how.strategy() == Strategy.STRATIFIED) {
            checkClasses(
                    data, how, how.folds(), "use at most as many folds, strategy: kfold, or more rows of the class");
        }
        if (how.strategy() == Strategy.HOLDOUT && data.classification()) {
            checkClasses(data, how, 2, "leave its rows out, or find more");
        }
        if (how.strategy() == Strategy.GROUP) {
            checkGroups(data, how);
        }
    }

    private static void checkClasses(DataSet data, CrossValidation how, int needed, String help) {
        for (int label = 0; label < data.classes().size(); label++) {
            int wanted = label;
            long count = IntStream.range(0, data.rows())
                    .filter(row -> data.label(row) == wanted)
                    .count();
            if (count < needed) {
                throw mistake(
                        data,
                        "has only " + count + (count == 1 ? " row" : " rows") + " of class \""
                                + data.classes().get(label) + "\", too few for " + named(how) + "; " + help);
            }
        }
    }

    private static void checkGroups(DataSet data, CrossValidation how) {
        String column = data.source()
                .group()
                .orElseThrow(() -> mistake(
                        data,
                        "is to be split by group, but data.group names no column; name one or use cross_validation.strategy:"
                                + " kfold"));
        long groups =
                IntStream.range(0, data.rows()).map(data::group).distinct().count();
        if (groups < how.folds()) {
            String help = groups < 2 ? "use cross_validation.strategy: kfold" : "use at most " + groups + " folds";
            throw mistake(
                    data,
                    "has " + groups + (groups == 1 ? " group" : " different groups") + " in column \"" + column
                            + "\", too few for " + named(how) + "; " + help);
        }
    }

    private static String named(CrossValidation how) {
        return how.strategy() == Strategy.HOLDOUT ? "a holdout" : how.folds() + " folds";
    }

    private static DataException mistake(DataSet data, String what) {
        return new DataException(data.source().path() + " " + what);
    }
}
