package dev.plateau.work;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Trains nothing and goes wrong as told: {@code model.fault} says how, {@code model.at} in which epoch. A fault with {@code once} does
 * not come back in an attempt that continues from a checkpoint; with the name of a file it makes the file and does not come back at all. Its loss falls until {@code model.turn} and rises then.
 */
public final class FaultyTrainer implements Trainer {

    /** As long as it is true a deaf training goes on, whoever interrupts it. */
    static final AtomicBoolean DEAF = new AtomicBoolean();

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public Settings complete(Settings settings, Shape shape) {
        return settings.without("epochs");
    }

    @Override
    public List<String> metrics(Shape shape) {
        return List.of("loss", "val_loss");
    }

    @Override
    public Optional<String> dependsOnTotal(Settings settings) {
        return Optional.empty();
    }

    @Override
    public Training start(Settings settings, FoldData data, long seed, Optional<Checkpoint> from) {
        return new Faulty(settings, seed, from.map(Checkpoint::epoch).orElse(0));
    }

    private static final class Faulty implements Training {

        private final Settings settings;
        private final long seed;
        private final int begun;
        private int epoch;

        Faulty(Settings settings, long seed, int epoch) {
            this.settings = settings;
            this.seed = seed;
            this.begun = epoch;
            this.epoch = epoch;
        }

        private long number(String name, long otherwise) {
            return ((Number) settings.value("model." + name).orElse(otherwise)).longValue();
        }

        @Override
        public EpochReport next() {
            epoch++;
            String fault = settings.value("model.fault").map(Object::toString).orElse("none");
            if (epoch == number("at", 2) && !again()) {
                goWrong(fault);
            }
            boolean broken = fault.equals("nan") && epoch >= number("at", 2);
            double loss = 1.0 / 3 + Math.abs(epoch - number("turn", 100)) / 7.0 + (seed & 255) / 1e6;
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("loss", broken ? Double.NaN : loss);
            metrics.put("val_loss", broken ? Double.NaN : loss);
            return new EpochReport(epoch, epoch, epoch, 0.001, metrics);
        }

        private boolean again() {
            Optional<Object> once = settings.value("model.once");
            if (once.isPresent() && once.get() instanceof String file) {
                try {
                    Files.createFile(Path.of(file));
                    return false;
                } catch (IOException e) {
                    return true; // it is there since the first time
                }
            }
            return begun > 0 && once.isPresent();
        }

        private static void goWrong(String fault) {
            switch (fault) {
                case "throws" -> throw new IllegalStateException("the training went wrong");
                case "exits" -> Runtime.getRuntime().halt(9);
                case "hangs" -> {
                    while (true) {
                        LockSupport.park();
                    }
                }
                case "waits" -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("was interrupted", e);
                    }
                }
                case "deaf" -> {
                    while (DEAF.get()) {
                        LockSupport.parkNanos(1_000_000);
                        Thread.interrupted();
                    }
                }
                case "recurses" -> goWrong(fault);
                case "exhausts" -> {
                    List<byte[]> all = new ArrayList<>();
                    while (all.size() < 1 << 20) {
                        all.add(new byte[1 << 26]);
                    }
                    throw new IllegalStateException(all.size() + " blocks of 64 MB fitted into the heap");
                }
                case "babbles" ->
                    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                            .println("this is no message");
                default -> {}
            }
        }

        @Override
        public Checkpoint checkpoint() {
            return new Checkpoint(epoch, new byte[] {(byte) epoch});
        }

        @Override
        public void close() {}
    }

    /** The epoch that it was trained to. */
    @Override
    public byte[] model(Checkpoint checkpoint) {
        return new byte[] {(byte) checkpoint.epoch()};
    }

    @Override
    public Predictor load(byte[] model, Settings settings, Shape shape) {
        throw new IllegalArgumentException("a faulty trainer predicts nothing");
    }
}
