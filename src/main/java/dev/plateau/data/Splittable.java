package dev.plateau.data;

import dev.plateau.data.CrossValidation.Strategy;
import java.util.List;

/**
 * Whether rows allow a split, and in one sentence why not.
 *
 * @param where the rows are, for messages; empty for all rows of the data
 * @param folds what they are split into, for messages
 */
record Splittable(DataSet data, List<Integer> rows, String where, String folds) {

    /** @throws DataException naming what there is too little of, and what would help */
    void check(CrossValidation how) {
        int needed = how.strategy() == Strategy.TIME_SERIES ? how.folds() + 1 : Math.max(2, how.folds());
        if (rows.size() < needed) {
            throw mistake("has " + rows.size() + " rows" + where + ", too few for " + named(how)
                    + ", which needs at least " + needed + "; use fewer " + folds + " or more data");
        }
        if (how.strategy() == Strategy.STRATIFIED && !data.classification()) {
            throw mistake("is a regression and has no classes to stratify by; use cross_validation.strategy: kfold");
        }
        if (how.strategy() == Strategy.STRATIFIED) {
            checkClasses(
                    how, how.folds(), "use at most as many " + folds + ", strategy: kfold, or more rows of the class");
        }
        if (how.strategy() == Strategy.HOLDOUT && data.classification()) {
            checkClasses(how, 2, "leave its rows out, or find more");
        }
        if (how.strategy() == Strategy.GROUP) {
            checkGroups(how);
        }
    }

    private void checkClasses(CrossValidation how, int needed, String help) {
        for (int label = 0; label < data.classes().size(); label++) {
            int wanted = label;
            long count = rows.stream().filter(row -> data.label(row) == wanted).count();
            if (count < needed) {
                throw mistake("has only " + count + (count == 1 ? " row" : " rows") + " of class \""
                        + data.classes().get(label) + "\"" + where + ", too few for " + named(how) + "; " + help);
            }
        }
    }

    private void checkGroups(CrossValidation how) {
        String column = data.source()
                .group()
                .orElseThrow(() -> mistake(
                        "is to be split by group, but data.group names no column; name one or use cross_validation.strategy:"
                                + " kfold"));
        long groups = rows.stream().map(data::group).distinct().count();
        if (groups < how.folds()) {
            String help = groups < 2 ? "use cross_validation.strategy: kfold" : "use at most " + groups + " " + folds;
            throw mistake("has " + groups + (groups == 1 ? " group" : " different groups") + " in column \"" + column
                    + "\"" + where + ", too few for " + named(how) + "; " + help);
        }
    }

    private String named(CrossValidation how) {
        return how.strategy() == Strategy.HOLDOUT ? "a holdout" : how.folds() + " " + folds;
    }

    private DataException mistake(String what) {
        return new DataException(data.source().path() + " " + what);
    }
}
