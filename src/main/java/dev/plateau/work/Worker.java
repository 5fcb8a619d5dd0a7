package dev.plateau.work;

import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker: trains what it is told, one run at a time. A worker process holds one, or several on threads of their own; each line of its standard
 * input and output begins with the number of the one that it is to or from. It never opens the database. It ends when its input ends, in the
 * middle of an epoch too, so that no worker outlives a coordinator that was killed.
 */
public final class Worker {

    private final int seat;
    private final PrintStream answers;
    private final Supplies supplies;
    private final BlockingQueue<Message> orders = new ArrayBlockingQueue<>(16);
    private final Link coordinator = new Link();
    private volatile boolean training;
    private @Nullable Trainer trainer;

    private Worker(int seat, PrintStream answers, Supplies supplies) {
        this.seat = seat;
        this.answers = answers;
        this.supplies = supplies;
    }

    /** Takes the name of the trainer and how many runs train at a time, 1 if that is left out. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream answers = System.out;
        // What a library prints must not get between the messages.
        System.setOut(System.err);
        // Ctrl-C reaches every process in front of the terminal; the coordinator decides what becomes of the epoch.
        Interrupts.ignore();
        Supplies supplies = new Supplies();
        List<Worker> workers = new ArrayList<>();
        for (int seat = 0; seat < (arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1); seat++) {
            workers.add(new Worker(seat, answers, supplies));
        }
        Thread reader = new Thread(() -> read(workers, supplies), "orders");
        reader.setDaemon(true);
        reader.start();
        Trainers.byName(arguments[0]).ifPresent(Trainer::warmUp);
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers.subList(1, workers.size())) {
            Thread thread = new Thread(worker::workOrEndAll, "seat-" + worker.seat);
            thread.start();
            threads.add(thread);
        }
        workers.get(0).work();
        for (Thread thread : threads) {
            thread.join();
        }
        System.exit(0);
    }

    private static void read(List<Worker> workers, Supplies supplies) {
        // What reads messages is slow at first; nobody has said anything yet.
        Message.read(new Message.Answer(Executor.Verdict.CONTINUE).line());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Addressed order = Addressed.read(line);
                if (order.message() instanceof Message.Prepare prepare) {
                    supplies.prepare(prepare.setup());
                } else {
                    workers.get(order.seat()).orders.put(order.message());
                }
            }
        } catch (IOException e) {
            System.err.println("the coordinator cannot be heard any more: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endWithInput(workers);
    }

    /** In the middle of a training at once; else in order, which a class-data archive needs. */
    private static void endWithInput(List<Worker> workers) {
        boolean idle = workers.stream().noneMatch(worker -> worker.training);
        workers.forEach(worker -> worker.orders.clear());
        if (idle && workers.stream().allMatch(worker -> worker.orders.offer(new Message.Quit()))) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
        }
        Runtime.getRuntime().halt(0);
    }

    /** What is too bad for one training ends the process, as on its main thread, or the coordinator would wait for ever. */
    private void workOrEndAll() {
        try {
            work();
        } catch (InterruptedException | RuntimeException | Error e) {
            e.printStackTrace(System.err);
            Runtime.getRuntime().halt(1);
        }
    }

    private void work() throws InterruptedException {
        for (Message order = orders.take(); !(order instanceof Message.Quit); order = orders.take()) {
            if (order instanceof Message.Train train) {
                training = true;
                trainOrSayWhyNot(train.assignment().runId(), () -> train(train.assignment()));
                training = false;
            } else if (order instanceof Message.Range range) {
                training = true;
                trainOrSayWhyNot(0, () -> test(range.order()));
                training = false;
            }
            // An answer to epochs after which the training has ended by itself comes too late for anything.
        }
    }

    /** What an order asks for. */
    private interface Task {
        void run() throws InterruptedException;
    }

    private void trainOrSayWhyNot(long runId, Task task) throws InterruptedException {
        try {
            task.run();
        } catch (WorkException e) {
            say(new Message.Halted(runId, String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            say(new Message.Log(trace.toString()));
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            say(new Message.Failed(runId, message));
        }
    }

    private void test(RangeOrder order) {
        FoldData fold = supplies.fold(order.repeat(), order.fold());
        try (Steps steps = trainer()
                .steps(new Settings(order.settings()), fold, order.seed())
                .orElseThrow(() -> new WorkException("trainer: " + trainer().name()
                        + " has no learning-rate range test, because it cannot train by" + " single steps"))) {
            say(new Message.Losses(order.ramp().losses(steps::next)));
        }
    }

    private void train(Assignment assignment) throws InterruptedException {
        Checkpoints checkpoints = new Checkpoints(Path.of(assignment.checkpoints()));
        Optional<Checkpoint> from = assignment.from() == 0 ? Optional.empty() : checkpoints.latest(assignment.from());
        if (assignment.from() > 0) {
            say(new Message.Log("goes on from the checkpoint of epoch "
                    + from.map(Checkpoint::epoch).orElse(0)));
        }
        Settings settings = new Settings(assignment.settings());
        long begun = cpuNanos();
        long trainingNanos = 0;
        FoldData fold = supplies.fold(assignment.repeat(), assignment.fold());
        Dispatch dispatch = new Dispatch(assignment, coordinator, checkpoints, System::nanoTime);
        try (Training training = trainer().start(settings, fold, assignment.seed(), from)) {
            boolean more = from.map(Checkpoint::epoch).orElse(0) < assignment.to();
            while (more) {
                long before = cpuNanos();
                EpochReport report = training.next();
                trainingNanos += cpuNanos() - before;
                more = dispatch.take(report, training::checkpoint);
            }
        } finally {
            dispatch.rest();
        }
        say(new Message.Done(assignment.runId(), trainingNanos / 1e9, (cpuNanos() - begun - trainingNanos) / 1e9));
    }

    /** CPU time of this thread, which is the one that trains. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Hears and is heard while a training is under way. */
    private final class Link implements Dispatch.Coordinator {

        @Override
        public void say(Message message) {
            Worker.this.say(message);
        }

        @Override
        public Executor.Verdict answer() throws InterruptedException {
            return verdict(orders.take());
        }

        @Override
        public Optional<Executor.Verdict> answerSoFar() {
            return Optional.ofNullable(orders.poll()).map(Link::verdict);
        }

        private static Executor.Verdict verdict(Message order) {
            if (order instanceof Message.Answer answer) {
                return answer.verdict();
            }
            throw new IllegalStateException("expected an answer to epochs, got " + order);
        }
    }

    private Trainer trainer() {
        String name = supplies.setup().trainer();
        if (trainer == null || !trainer.name().equals(name)) {
            trainer = Trainers.byName(name).orElseThrow(() -> new IllegalStateException("no trainer " + name));
        }
        return trainer;
    }

    private void say(Message message) {
        synchronized (answers) {
            answers.println(new Addressed(seat, message).line());
            answers.flush();
        }
    }
}
