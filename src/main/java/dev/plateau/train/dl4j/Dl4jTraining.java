package dev.plateau.train.dl4j;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.ClassTally;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Seeds;
import dev.plateau.train.Tally;
import dev.plateau.train.TargetTally;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.Training;
import dev.plateau.train.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One network under training.
 *
 * <p>Where its bits come from: {@code Nd4j.getRandom()} is one generator a thread, {@code init()} seeds it, and dropout draws
 * from it. So it is seeded again at the start of every epoch from the run's seed and the epoch; the order of rows has a generator of
 * its own. Nothing that ran on the thread before, and no resuming, can then change a bit.
 */
final class Dl4jTraining implements Training {

    private static final int SHUFFLE = 1;
    private static final int DROPOUT = 2;

    /** Rows a forward pass of an evaluation takes: bounds its memory. */
    private static final int EVALUATION_ROWS = 1024;

    private final Network network;
    private final FoldData data;
    private final long seed;
    private final MultiLayerNetwork net;
    private final boolean logit;
    private final Recorder recorder;
    private final Batches training;
    private final Optional<Batches> validation;
    private int epoch;

    Dl4jTraining(Network network, FoldData data, long seed, MultiLayerConfiguration configuration) {
        this.network = network;
        this.data = data;
        this.seed = seed;
        net = new MultiLayerNetwork(configuration);
        net.init();
        Shape shape = Dl4jTrainer.shape(data);
        logit = network.hasLogit(shape);
        recorder = new Recorder(network, shape);
        recorder.attach(net);
        Batches.Columns columns = new Batches.Columns(data.features(), network.units(shape));
        training = new Batches(data.trainingFeatures(), data.trainingLabels(), columns, network.batchSize());
        validation = data.validationLabels().length == 0
                ? Optional.empty()
                : Optional.of(
                        new Batches(data.validationFeatures(), data.validationLabels(), columns, EVALUATION_ROWS));
    }

    @Override
    public EpochReport next() {
        long start = System.nanoTime();
        epoch++;
        Nd4j.getRandom().setSeed(Seeds.epoch(seed, epoch, DROPOUT));
        training.shuffle(new Random(Seeds.epoch(seed, epoch, SHUFFLE)));
        Tally during = tally();
        recorder.begin(during);
        double rate = rate();
        for (int batch = 0; batch < training.count(); batch++) {
            training.load(batch);
            net.fit(training.features(), training.labels());
        }
        double norm = recorder.meanGradientNorm();
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Double> train = network.exactTrainMetrics() ? evaluate(training) : during.metrics();
        Map<String, Double> val = validation.map(this::evaluate).orElse(Map.of());
        metrics.putAll(train);
        val.forEach((name, value) -> metrics.put("val_" + name, value));
        metrics.put("gradient_norm", norm);
        metrics.put("learning_rate", rate);
        double seconds = (System.nanoTime() - start) / 1e9;
        metrics.put("seconds", seconds);
        long samples = (long) epoch * data.trainingLabels().length;
        return new EpochReport(epoch, (long) epoch * training.count(), samples, seconds, metrics);
    }

    /** The rate of the next step, as the updater of the output layer has it: a first layer may have no weights. */
    private double rate() {
        int output = net.getnLayers() - 1;
        return net.getLearningRate(output) == null ? network.learningRate() : net.getLearningRate(output);
    }

    private Tally tally() {
        return data.classification() ? new ClassTally(data.outputs()) : new TargetTally(data.targetDeviation());
    }

    private Map<String, Double> evaluate(Batches rows) {
        Tally tally = tally();
        float[] outputs = new float[data.outputs()];
        for (int batch = 0; batch < rows.count(); batch++) {
            rows.load(batch);
            INDArray given = net.output(rows.features(), false);
            for (int row = 0; row < rows.size(); row++) {
                answers(given, row, outputs);
                tally.add(outputs, 0, rows.label(row));
            }
        }
        return tally.metrics();
    }

    /** As a tally takes them. */
    private void answers(INDArray given, int row, float[] answers) {
        DataBuffer buffer = given.data();
        long start = (long) row * given.stride(0);
        if (logit) {
            Logit.logarithms(buffer.getFloat(start), answers);
            return;
        }
        for (int i = 0; i < answers.length; i++) {
            float value = buffer.getFloat(start + (long) i * given.stride(1));
            answers[i] = data.classification() ? (float) Math.log(value) : value;
        }
    }

    @Override
    public Checkpoint checkpoint() {
        return States.save(net, epoch);
    }

    void restore(Checkpoint checkpoint) {
        epoch = checkpoint.epoch();
        States.restore(net, checkpoint, epoch * training.count());
    }

    @Override
    public void close() {
        net.close();
        training.close();
        validation.ifPresent(Batches::close);
    }
}
