package dev.plateau.store;

import static dev.plateau.store.Samples.report;
import static dev.plateau.store.Samples.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.sqlite.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SqliteStoreStress {

    private static final int THREADS = 8;
    private static final int EPOCHS = 150;

    @TempDir
    Path folder;

    @Test
    void manyReportersAndReadersAtOnceLoseNothing() throws Exception {
        Path file = folder.resolve("plateau.db");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
        try (Store store = Stores.sqlite(file)) {
            long id = store.create(search("stress", 2, THREADS / 2));
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(THREADS);
            List<Future<?>> results = new ArrayList<>();
            for (RunRow run : store.runs(id)) {
                results.add(threads.submit(() -> write(store, run, go, done)));
            }
            results.add(threads.submit(() -> read(store, id, go, done)));
            results.add(threads.submit(() -> read(store, id, go, done)));
            go.countDown();
            for (Future<?> result : results) {
                result.get();
            }
            assertEquals((long) THREADS * EPOCHS, store.experiments().get(0).epochs());
            Scan.compare(file, store, id, "stress");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object write(Store store, RunRow run, CountDownLatch go, CountDownLatch done) throws Exception {
        go.await();
        int attempt = store.begin(run.id(), Thread.currentThread().getName());
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assertEquals(true, store.report(report(run, attempt, epoch, epoch)).join());
            assertEquals(epoch, store.run(run.id()).orElseThrow().epochs(), "a read sees what was acknowledged");
        }
        done.countDown();
        return run;
    }

    /** Each read is a snapshot: the epochs of the experiment are those of its runs at one moment, and never fewer than before. */
    private static Object read(Store store, long id, CountDownLatch go, CountDownLatch done) throws Exception {
        go.await();
        long before = 0;
        while (done.getCount() > 0) {
            long epochs = store.experiments().get(0).epochs();
            assertEquals(Math.max(before, epochs), epochs, "epochs never get fewer");
            before = epochs;
            assertEquals(2, store.stages(id).size());
        }
        return id;
    }

    @Test
    void aStoreThatClosesFinishesWhatItTookAndRefusesTheRest() throws Exception {
        Path file = folder.resolve("plateau.db");
        Store store = Stores.sqlite(file);
        long id = store.create(search("close", 1, 1));
        RunRow run = store.runs(id).get(0);
        int attempt = store.begin(run.id(), "w");
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(200);
        Thread reporter = new Thread(() -> assertThrows(StoreException.class, () -> {
            for (int epoch = 1; ; epoch++) {
                store.report(report(run, attempt, epoch, epoch)).whenComplete((stored, failure) -> {
                    taken.incrementAndGet();
                    some.countDown();
                });
            }
        }));
        reporter.start();
        some.await();
        store.close();
        reporter.join();
        try (Store again = Stores.readOnly(file)) {
            assertEquals(taken.get(), again.run(run.id()).orElseThrow().epochs());
        }
    }
}
