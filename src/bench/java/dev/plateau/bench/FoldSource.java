package dev.plateau.bench;

import dev.plateau.data.FoldData;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One fold in batches, as Arbiter asks for data: by a class that it makes, and properties. The rows are those on which Plateau trains, standardised
 * likewise, and they are cut into batches once, which is the fastest that Deeplearning4j can be given.
 */
public final class FoldSource implements DataSource {

    private static final long serialVersionUID = 1;

    private static final long SHUFFLE = 42;

    /** Arbiter makes sources itself, so what they read has to lie where they find it. */
    private static volatile List<FoldData> folds = List.of();

    private int fold;
    private int batchSize = 1;

    /** What all sources of this JVM read. */
    static void read(List<FoldData> all) {
        folds = List.copyOf(all);
    }

    static Properties properties(int fold, int batchSize) {
        Properties properties = new Properties();
        properties.setProperty("fold", String.valueOf(fold));
        properties.setProperty("batch_size", String.valueOf(batchSize));
        return properties;
    }

    @Override
    public void configure(Properties properties) {
        fold = Integer.parseInt(properties.getProperty("fold"));
        batchSize = Integer.parseInt(properties.getProperty("batch_size"));
    }

    @Override
    public Object trainData() {
        FoldData data = folds.get(fold);
        DataSet rows = rows(data, data.trainingFeatures(), data.trainingLabels());
        rows.shuffle(SHUFFLE);
        return new ExistingDataSetIterator(rows.batchBy(batchSize));
    }

    @Override
    public Object testData() {
        FoldData data = folds.get(fold);
        return new ExistingDataSetIterator(List.of(rows(data, data.validationFeatures(), data.validationLabels())));
    }

    private static DataSet rows(FoldData data, float[] features, float[] labels) {
        float[][] classes = new float[labels.length][data.outputs()];
        for (int row = 0; row < labels.length; row++) {
            classes[row][(int) labels[row]] = 1;
        }
        return new DataSet(
                Nd4j.createFromArray(features).reshape(labels.length, data.features()), Nd4j.createFromArray(classes));
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }
}
