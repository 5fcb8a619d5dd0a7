package dev.plateau.server;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.OutputType;

/**
 * Takes pictures of the pages.
 *
 * <pre>{@code
 * Screenshots plateau.db digits digits.png     one experiment of a database, light
 * Screenshots plateau.db /compare?trials=digits:3,iris:1 compare.png     any other page of it
 * Screenshots target/pictures                  every state of every page, from made-up searches
 * }</pre>
 */
final class Screenshots {

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private Screenshots() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 3) {
            try (Store store = Stores.readOnly(Path.of(arguments[0]));
                    Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
                String page = arguments[1].startsWith("/") ? arguments[1] : "/experiments/" + arguments[1];
                take(dashboard.url() + page, Path.of(arguments[2]), WIDTH, HEIGHT, "light");
            }
        } else {
            everything(Files.createDirectories(Path.of(arguments[0])));
        }
    }

    private static void everything(Path folder) throws IOException {
        try (Store store = Stores.sqlite(Files.createTempDirectory("plateau").resolve("empty.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            take(dashboard.url() + "/", folder.resolve("empty.png"), WIDTH, HEIGHT, "light");
        }
        try (Store store = Stores.sqlite(Files.createTempDirectory("plateau").resolve("full.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            fill(store);
            String digits = dashboard.url() + "/experiments/digits";
            take(digits, folder.resolve("light.png"), WIDTH, HEIGHT, "light");
            take(digits, folder.resolve("dark.png"), WIDTH, HEIGHT, "dark");
            take(digits + "?trials=20,23,32&folds=1&log=0", folder.resolve("folds.png"), WIDTH, HEIGHT, "light");
            take(digits + "?trials=39,42,24,12&axis=time", folder.resolve("diverged.png"), WIDTH, HEIGHT, "light");
            take(digits, folder.resolve("narrow.png"), 500, 1500, "light");
            take(dashboard.url() + "/experiments/running", folder.resolve("running.png"), WIDTH, HEIGHT, "dark");
            take(dashboard.url() + "/experiments/failed", folder.resolve("failed.png"), WIDTH, HEIGHT, "light");
            take(dashboard.url() + "/experiments/large", folder.resolve("large.png"), WIDTH, HEIGHT, "light");
            take(dashboard.url() + "/experiments/nothing", folder.resolve("missing.png"), WIDTH, HEIGHT, "light");
            take(digits + "/trials/42", folder.resolve("trial.png"), WIDTH, 1600, "light");
            take(digits + "/trials/39", folder.resolve("trial-diverged.png"), 390, 2400, "dark");
            take(
                    dashboard.url() + "/compare?trials=digits:32,digits:29,digits:39,failed:1,running:40",
                    folder.resolve("compare.png"),
                    WIDTH,
                    1200,
                    "light");
            take(dashboard.url() + "/api/docs", folder.resolve("docs.png"), WIDTH, HEIGHT, "light");
            take(dashboard.url() + "/", folder.resolve("list.png"), WIDTH, HEIGHT, "light");
            take(dashboard.url() + "/", folder.resolve("list-narrow.png"), 500, 900, "dark");
        }
    }

    private static void fill(Store store) {
        SampleSearch.create(store, "digits", Grid.digits()).trainAll();
        SampleSearch.create(store, "running", Grid.digits())
                .train(0, 33)
                .trainPart(33, 17)
                .trainPart(34, 9);
        SampleSearch failed = SampleSearch.create(store, "failed", "Every trial fails", Grid.small());
        for (int run = 0; run < failed.runCount(); run++) {
            failed.fail(run, "The loss is not finite after epoch 1: learning_rate=0.01 is too large <b>here</b>");
        }
        failed.state(State.FAILED);
        SampleSearch.create(store, "large", "One thousand two hundred and eighty trials", Grid.large(80))
                .train(0, 200);
    }

    private static void take(String url, Path picture, int width, int height, String theme) throws IOException {
        try (Browser browser = Browser.open(Files.createTempDirectory("profile"), width, height)) {
            browser.go(url);
            browser.run("localStorage.setItem('theme', arguments[0])", theme);
            browser.go(url);
            browser.untilTrue("the page is there", () -> browser.all(".loading").isEmpty());
            browser.untilTrue(
                    "it is live",
                    () -> browser.all(".feed").isEmpty()
                            || !browser.all(".feed.live").isEmpty());
            browser.run("return document.fonts.ready");
            Files.write(picture, browser.driver().getScreenshotAs(OutputType.BYTES));
            browser.complaints().forEach(complaint -> System.err.println(url + ": " + complaint));
        }
    }
}
