package dev.plateau.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was learned from training rows and must be done in the same way to every row that is predicted: which columns are features
 * and in which order, how each is scaled and filled, and what an output means. Immutable.
 *
 * @param task what the label is
 * @param label the column that is predicted
 * @param classes in the order of the network's outputs, at least 2; empty for regression
 * @param features in the order of the network's inputs, at least one
 * @param target how the target is scaled; {@link Scale#NONE} for classification
 * @param missing what a missing feature was in training; only with MEAN can a row with a gap be predicted
 */
public record Preparation(
        DataSource.Task task,
        String label,
        List<String> classes,
        List<Feature> features,
        Scale target,
        DataSource.Missing missing) {

    /** One feature column, called by its name in the first line of the file. */
    public record Feature(String name, Scale scale) {

        /** @throws IllegalArgumentException if the name is empty */
        public Feature {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a feature has no name");
            }
        }
    }

    /** @throws IllegalArgumentException one sentence, if names are twice, or classes do not fit the task, or there is no feature */
    public Preparation {
        classes = List.copyOf(classes);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one feature");
        }
        List<String> columns =
                new ArrayList<>(features.stream().map(Feature::name).toList());
        columns.add(label);
        checkDifferent("column", columns);
        checkDifferent("class", classes);
        if (task == DataSource.Task.CLASSIFICATION ? classes.size() < 2 : !classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a classification has at least 2 classes and a regression none, found " + classes.size());
        }
    }

    private static void checkDifferent(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("the " + what + " \"" + name + "\" is there twice");
        });
    }

    /**
     * Learns from the training rows of a fold.
     *
     * @throws DataException if a column has no value in any training row of the fold
     */
    public static Preparation of(DataSet data, Fold fold) {
        List<Feature> features = new ArrayList<>();
        for (int feature = 0; feature < data.features().size(); feature++) {
            features.add(new Feature(data.features().get(feature), learned(data, fold, feature)));
        }
        boolean scaleTarget = data.source().standardize() && !data.classification();
        return new Preparation(
                data.source().task(),
                data.source().label().strip(),
                data.classes(),
                features,
                scaleTarget ? Scale.learn(data::label, fold.training()) : Scale.NONE,
                data.source().missing());
    }

    private static Scale learned(DataSet data, Fold fold, int feature) {
        if (fold.training().stream().allMatch(row -> Double.isNaN(data.value(row, feature)))) {
            throw new DataException(data.source().path() + ", column \""
                    + data.features().get(feature) + "\" has no value in the training rows of repeat "
                    + (fold.repeat() + 1) + ", fold " + (fold.fold() + 1) + "; list it in data.ignore");
        }
        Scale scale = Scale.learn(row -> data.value(row, feature), fold.training());
        return data.source().standardize() ? scale : scale.unscaled();
    }

    public boolean classification() {
        return task == DataSource.Task.CLASSIFICATION;
    }

    /** What a network has to give: number of classes, or 1 for regression. */
    public int outputs() {
        return classification() ? classes.size() : 1;
    }

    /** The scale of a feature by its index from 0. */
    Scale scale(int feature) {
        return features.get(feature).scale();
    }
}
