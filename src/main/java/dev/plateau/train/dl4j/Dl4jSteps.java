package dev.plateau.train.dl4j;

import dev.plateau.data.FoldData;
import dev.plateau.train.ClassTally;
import dev.plateau.train.Seeds;
import dev.plateau.train.Steps;
import dev.plateau.train.Tally;
import dev.plateau.train.TargetTally;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.network.Network;
import java.util.Objects;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A network under training, step by step. Rows are shuffled before each pass over them; what does not fill the last batch waits for
 * another pass, as a smaller batch has a noisier loss.
 */
final class Dl4jSteps implements Steps {

    private static final int SHUFFLE = 1;
    private static final int DROPOUT = 2;

    private final FoldData data;
    private final long seed;
    private final MultiLayerNetwork net;
    private final Recorder recorder;
    private final Batches batches;
    private final int fullBatches;
    private final Given given = new Given();
    private int pass;
    private int batch;

    Dl4jSteps(Network network, FoldData data, long seed, MultiLayerConfiguration configuration) {
        this.data = data;
        this.seed = seed;
        configuration.getConfs().forEach(layer -> take(layer, network));
        net = new MultiLayerNetwork(configuration);
        net.init();
        Shape shape = Dl4jTrainer.shape(data);
        recorder = new Recorder(network, shape);
        recorder.attach(net);
        Batches.Columns columns = new Batches.Columns(data.features(), network.units(shape));
        batches = new Batches(data.trainingFeatures(), data.trainingLabels(), columns, network.batchSize());
        fullBatches = data.trainingLabels().length / network.batchSize();
        batch = fullBatches;
    }

    private void take(NeuralNetConfiguration layer, Network network) {
        if (layer.getLayer() instanceof BaseLayer weights) {
            if (!weights.getIUpdater().hasLearningRate()) {
                throw new IllegalArgumentException("model.updater "
                        + network.updater().name().toLowerCase(java.util.Locale.ROOT)
                        + " has no learning rate, so there is none to test");
            }
            weights.getIUpdater().setLrAndSchedule(network.learningRate(), given);
        }
    }

    @Override
    public double next(double rate) {
        if (batch == fullBatches) {
            pass++;
            batch = 0;
            Nd4j.getRandom().setSeed(Seeds.epoch(seed, pass, DROPOUT));
            batches.shuffle(new Random(Seeds.epoch(seed, pass, SHUFFLE)));
        }
        Tally tally = data.classification() ? new ClassTally(data.outputs()) : new TargetTally(data.targetDeviation());
        recorder.begin(tally);
        given.rate = rate;
        batches.load(batch++);
        net.fit(batches.features(), batches.labels());
        return Objects.requireNonNull(tally.metrics().get("loss"));
    }

    @Override
    public void close() {
        net.close();
        batches.close();
    }

    /** The rate of the step at hand, where DL4J asks for one. One network's own, for which there is no copy. */
    private static final class Given implements ISchedule {

        private static final long serialVersionUID = 1;

        private double rate;

        @Override
        public double valueAt(int iteration, int epoch) {
            return rate;
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod") // the network must see the rate that is given here
        public ISchedule clone() {
            return this;
        }
    }
}
