package dev.plateau.server;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What a person waits for in the browser, measured in a headless Chromium from the click to the frame after the change.
 *
 * <pre>{@code BrowserBench big.db big     an experiment of 10,000 trials, as SampleDatabase writes it}</pre>
 */
final class BrowserBench {

    private static final int ROUNDS = 9;

    /** Waits for a condition frame by frame and for the frame after it, and says how long all of it took. */
    private static final String TIMED = """
            const done = arguments[arguments.length - 1];
            const frame = () => new Promise(requestAnimationFrame);
            const timed = async (act, ready) => {
              const start = performance.now();
              act();
              while (!ready()) {
                await frame();
                if (performance.now() - start > 20000) throw new Error('not within 20 s');
              }
              await frame();
              await new Promise(resolve => setTimeout(resolve));
              return performance.now() - start;
            };
            const rows = () => [...document.querySelectorAll('trial-board tbody tr[aria-rowindex]')].map(row => row.textContent).join();
            const curves = () => document.querySelector('learning-curves');
            const choose = detail => document.querySelector('trial-board').dispatchEvent(new CustomEvent('choose', {bubbles: true, detail}));
            """;

    private final Browser browser;
    private final String page;

    private BrowserBench(Browser browser, String page) {
        this.browser = browser;
        this.page = page;
    }

    public static void main(String[] arguments) throws IOException {
        try (Store store = Stores.readOnly(Path.of(arguments[0]));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
                Browser browser = Browser.open(Files.createTempDirectory("profile"), 1440, 900)) {
            browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
            new BrowserBench(browser, dashboard.url() + "/experiments/" + arguments[1]).measure();
        }
        live();
    }

    /** From the commit of an epoch to the page that counts it. */
    private static void live() throws IOException {
        try (Store store = Stores.sqlite(Files.createTempDirectory("plateau").resolve("live.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
                Browser browser = Browser.open(Files.createTempDirectory("profile"), 1440, 900)) {
            SampleSearch search =
                    SampleSearch.create(store, "running", Grid.digits()).trainPart(0, 2);
            browser.go(dashboard.url() + "/experiments/running");
            browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
            double[] waits = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                int epochs = 3 + round;
                search.trainOn(0, epochs);
                long committed = System.nanoTime();
                browser.untilTrue(
                        "the epoch", () -> browser.text(".heading dl").contains("\n" + epochs + " of at most"));
                waits[round] = (System.nanoTime() - committed) / 1e6;
            }
            report("an epoch's commit to the page, ms", 1000, waits);
        }
    }

    private void measure() {
        open("");
        report("this page's part of the front end, compressed, kB", 160, new double[] {transferred()});
        report("first contentful paint, ms", 500, rounds(this::firstPaint));
        open("");
        report(
                "sort to painted rows, ms",
                150,
                rounds(
                        () -> rows(
                                "document.querySelector('trial-board thead th:nth-child(3) button, trial-board thead th:nth-child(2) button').click()")));
        report(
                "filter to painted rows, ms",
                150,
                alternating("choose({where: ['score:..0.5']})", "choose({where: []})"));
        report("20 trials x 5 folds to painted curves, ms", 200, selections(20));
        report("200 curves painted, ms", 500, selections(200));
        report("pointer on 200 curves, longest frame, ms", 50, new double[] {hover()});
        report("heap of the page, MB", 100, new double[] {heap()});
    }

    private static void report(String what, double limit, double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-50s median %7.1f  worst %7.1f  (at most %.0f)%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                limit);
    }

    private static double[] rounds(DoubleSupplier one) {
        return DoubleStream.generate(one).limit(ROUNDS).toArray();
    }

    private double[] alternating(String there, String back) {
        return IntStream.range(0, ROUNDS)
                .mapToDouble(round -> rows(round % 2 == 0 ? there : back))
                .toArray();
    }

    private double firstPaint() {
        browser.go("about:blank");
        open("");
        return number("done(performance.getEntriesByName('first-contentful-paint')[0].startTime)");
    }

    /** From an act to other rows on the screen. */
    private double rows(String act) {
        return number(
                "const before = rows(); timed(() => { %s; }, () => rows() !== before && rows() !== '').then(done, e => done(String(e)))"
                        .formatted(act));
    }

    private double[] selections(int trials) {
        return IntStream.range(0, ROUNDS)
                .mapToDouble(round -> select(trials, 1 + round * trials))
                .toArray();
    }

    private double select(int trials, int first) {
        open("?trials=");
        return number("""
                const chosen = Array.from({length: %d}, (_, i) => %d + i);
                timed(() => choose({trials: chosen}), () => curves().dataset.painted === String(chosen.length)).then(done, e => done(String(e)));
                """.formatted(trials, first));
    }

    /** The longest that the page took for one move of the pointer over the curves. */
    private double hover() {
        return number("""
                const plot = document.querySelector('.plot');
                const box = plot.getBoundingClientRect();
                (async () => {
                  let longest = 0;
                  for (let i = 0; i < 60; i++) {
                    const at = {clientX: box.left + 60 + (box.width - 120) * i / 60, clientY: box.top + 40 + (box.height - 100) * ((i * 7) % 60) / 60, bubbles: true};
                    longest = Math.max(longest, await timed(() => plot.dispatchEvent(new PointerEvent('pointermove', at)), () => true));
                  }
                  done(longest);
                })();
                """);
    }

    private double heap() {
        ChromeDriver driver = browser.driver();
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Map<String, Object> usage = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
        return ((Number) Objects.requireNonNull(usage.get("usedSize"))).doubleValue() / 1e6;
    }

    private double transferred() {
        return number("""
                done(performance.getEntriesByType('resource').filter(r => /\\.(js|css|svg)$/.test(r.name))
                  .reduce((sum, r) => sum + r.encodedBodySize, 0) / 1000);
                """);
    }

    private void open(String query) {
        browser.go(page + query);
        browser.untilTrue(
                "the rows",
                () -> !browser.all("trial-board tbody tr[aria-rowindex]").isEmpty());
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
    }

    private double number(String script) {
        Object value = browser.driver().executeAsyncScript(TIMED + script);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalStateException("The page did not do it: " + value);
    }
}
