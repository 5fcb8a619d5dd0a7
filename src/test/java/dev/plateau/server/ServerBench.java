package dev.plateau.server;

import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long the server takes for what the pages ask, over HTTP, one request after the other.
 *
 * <pre>{@code
 * ServerBench large.db       a database that SampleDatabase has written
 * ServerBench                one that is written for it
 * }</pre>
 */
final class ServerBench {

    private static final int ROUNDS = 60;
    private static final int WARM_UP = 15;
    private static final String EXPERIMENT = "/api/experiments/" + SampleDatabase.NAME;
    private static final String TRIALS = EXPERIMENT + "/trials";

    private final Client client;

    private ServerBench(Client client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            try (Store store = Stores.readOnly(Path.of(arguments[0]))) {
                measure(store);
            }
        } else {
            try (Store store =
                    Stores.sqlite(Files.createTempDirectory("plateau").resolve("large.db"))) {
                SampleDatabase.write(store, SampleDatabase.TRIALS, 1);
                measure(store);
            }
        }
    }

    private static void measure(Store store) {
        try (Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            ServerBench bench = new ServerBench(new Client(dashboard));
            System.out.printf("%-44s %8s %8s %9s%n", "milliseconds; 50 are the limit of a page", "p50", "p95", "kB");
            bench.once("first page after the start", TRIALS);
            bench.once("first values of curves", TRIALS + "?value=best");
            bench.pages();
            bench.rest();
        }
    }

    private void pages() {
        many("first page", round -> TRIALS + "?offset=0");
        many("deep page", round -> TRIALS + "?offset=" + (9000 + round));
        many("sorted by a number", round -> TRIALS + "?sort=" + (round % 2 == 0 ? "" : "-") + "p.learning_rate");
        many("sorted by a text", round -> TRIALS + "?sort=" + (round % 2 == 0 ? "" : "-") + "p.optimizer");
        many(
                "two ranges and a state",
                round -> TRIALS + "?where=score:.." + (0.4 + round / 1000.0)
                        + "&where=p.learning_rate:0.001..&where=state:COMPLETED");
        many("text search", round -> TRIALS + "?q=adam+0.0" + round % 9);
        many("best values", round -> TRIALS + "?value=best&offset=" + 10 * round);
        many("last values", round -> TRIALS + "?value=last&offset=" + 10 * round);
        many("another epoch each time", round -> TRIALS + "?value=epoch:" + (1 + round % 40));
        many("grouped by batch size", round -> TRIALS + "?group=batch_size&offset=" + round % 2);
        many("grouped by learning rate", round -> TRIALS + "?group=learning_rate&offset=" + round);
    }

    private void rest() {
        many("experiment", round -> EXPERIMENT);
        many("all 10,000 rows", round -> TRIALS + "?limit=10000");
        many("all rows as CSV", round -> TRIALS + "?format=csv");
        many("curves of 20 trials", round -> EXPERIMENT + "/curves?trials=" + numbers(20, 1 + round * 60));
        many("curves of 200 trials", round -> EXPERIMENT + "/curves?trials=" + numbers(200, 1 + round * 100));
    }

    private static String numbers(int count, int first) {
        return IntStream.range(first, first + count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    private void once(String what, String path) {
        long started = System.nanoTime();
        int bytes = size(path);
        System.out.printf(
                Locale.ROOT, "%-44s %8.1f %8s %9.1f%n", what, (System.nanoTime() - started) / 1e6, "", bytes / 1e3);
    }

    private void many(String what, IntFunction<String> path) {
        double[] millis = new double[ROUNDS];
        int bytes = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long started = System.nanoTime();
            bytes = size(path.apply(Math.abs(round)));
            if (round >= 0) {
                millis[round] = (System.nanoTime() - started) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-44s %8.1f %8.1f %9.1f%n",
                what,
                millis[ROUNDS / 2],
                millis[ROUNDS * 95 / 100],
                bytes / 1e3);
    }

    private int size(String path) {
        HttpResponse<String> answer = client.get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().length();
    }
}
