package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.access.Door;
import dev.plateau.server.access.TokenFile;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page by axe-core's rules, light and dark, on a screen and on a phone; and what the console says meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityIT {

    /** WCAG 2.2 up to AA, and what axe calls best practice. */
    /** What stays wrong for so many looks is wrong. */
    private static final int MOST_LOOKS = 3;

    private static final String THREE_FRAMES = """
            const done = arguments[arguments.length - 1];
            const frame = left => left ? requestAnimationFrame(() => frame(left - 1)) : done(true);
            frame(3);""";

    private static final String RUN_AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
                    `${rule.id}: ${node.target.join(' ')} (${rule.help}) ${node.any.map(check => check.message).join(' ')}`))),
                error => done(['axe failed: ' + error]));
            """;

    private static final String EVERY_PANEL = "panels=values,advisor,parallel,grid,importance,timeline";

    private Store store;
    private Dashboard dashboard;
    private Dashboard locked;
    private Dashboard empty;
    private Store nothing;
    private Browser browser;
    private String axe;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "Accessibility is not tested: there is no chromium and chromedriver in /usr/bin"
                        + " (Debian: apt-get install chromium chromium-driver)");
        try (InputStream in = Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).trainAll();
        SampleSearch.create(store, "running", Grid.small()).train(0, 2).trainPart(2, 2);
        SampleSearch failed = SampleSearch.create(store, "failed", Grid.small());
        for (int run = 0; run < failed.runCount(); run++) {
            failed.fail(run, "The loss is not finite after epoch 1");
        }
        failed.state(State.FAILED);
        SampleSearch.create(store, "waiting", Grid.small());
        nothing = Stores.sqlite(folder.resolve("empty.db"));
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        empty = Dashboard.start(nothing, Dashboard.LOOPBACK, 0);
        TokenFile.Made made = TokenFile.make(Clock.systemUTC());
        locked = Dashboard.start(
                store, new Reach(Dashboard.LOOPBACK, 0, Set.of()), Door.locked(made.token(), Clock.systemUTC()));
        browser = Browser.open(folder.resolve("profile"), 1440, 900);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            List.of(dashboard, empty, locked).forEach(Dashboard::close);
            store.close();
            nothing.close();
        }
    }

    private List<String> addresses() {
        String here = dashboard.url();
        return List.of(
                empty.url() + "/",
                here + "/",
                here + "/experiments/digits?" + EVERY_PANEL,
                here + "/experiments/digits?trials=20,23,32&baseline=23&folds=1&epoch=4&q=0.01&band=ci&smooth=0.5",
                here + "/experiments/running?" + EVERY_PANEL,
                here + "/experiments/failed?" + EVERY_PANEL,
                here + "/experiments/waiting?" + EVERY_PANEL,
                here + "/experiments/digits/trials/20",
                here + "/experiments/failed/trials/1",
                here + "/compare",
                here + "/compare?trials=digits:1,digits:20,running:1&baseline=digits:1",
                here + Routes.DOCS_PAGE,
                here + Routes.LOGIN_PAGE,
                locked.url() + Routes.LOGIN_PAGE);
    }

    @ParameterizedTest
    @CsvSource({"light,1440", "dark,1440", "light,390", "dark,390"})
    void noPageBreaksARule(String theme, int width) {
        browser.size(width, 900);
        List<String> faults = new ArrayList<>();
        for (String address : addresses()) {
            open(address, theme);
            for (String violation : violations()) {
                faults.add(place(address) + " " + theme + " " + width + ": " + violation);
            }
            browser.complaints().forEach(line -> faults.add(place(address) + ": the console says " + line));
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void pageThatIsNotThereBreaksNoRule() {
        browser.size(1440, 900);
        open(dashboard.url() + "/experiments/none", "light");
        assertEquals(List.of(), violations());
        browser.complaints(); // The 404 itself.
    }

    @Test
    void nothingIsWiderThanAPhone() {
        browser.size(390, 800);
        List<String> faults = new ArrayList<>();
        for (String address : addresses()) {
            open(address, "light");
            long width = (Long) Objects.requireNonNull(browser.run("return document.documentElement.scrollWidth"));
            if (width > 390) {
                faults.add(
                        place(address) + " is " + width + " pixels wide: "
                                + browser.run(
                                        "return [...document.querySelectorAll('body *')].filter(e =>"
                                                + " e.getBoundingClientRect().right > 391).slice(0, 5).map(e => e.tagName + '.' + e.className).join(' ')"));
            }
            browser.complaints();
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void rulesAreReallyLookedAt() {
        open(empty.url() + "/", "light");
        browser.run("document.querySelector('main').append(document.createElement('img'))");
        List<String> found = violations();
        assertTrue(
                found.stream().anyMatch(line -> line.startsWith("image-alt: ")),
                () -> "a picture without a text should be found, axe found " + found);
    }

    private void open(String address, String theme) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        browser.go(address);
        untilLoaded();
        // Panels begin to load a frame or two after the page, and what is measured while things still move overlaps
        // with others.
        browser.driver().executeAsyncScript(THREE_FRAMES);
        untilLoaded();
        assertEquals(theme, browser.run("return document.documentElement.dataset.theme"));
    }

    private void untilLoaded() {
        browser.untilTrue(
                "it is loaded",
                () -> !browser.all("h1").isEmpty()
                        && browser.all(".loading, [aria-busy=true]").isEmpty());
    }

    private List<String> violations() {
        browser.run(axe);
        List<String> found = measured();
        // A busy machine may paint a panel late: what overlapped only then is gone when it is looked at again.
        for (int looks = 1; looks < MOST_LOOKS && !found.isEmpty(); looks++) {
            browser.driver().executeAsyncScript(THREE_FRAMES);
            found = measured();
        }
        return found;
    }

    @SuppressWarnings("unchecked") // of a script of ours
    private List<String> measured() {
        return (List<String>) Objects.requireNonNull(browser.driver().executeAsyncScript(RUN_AXE));
    }

    private String place(String address) {
        return address.replaceFirst("^http://[^/]+", "")
                + (address.startsWith(locked.url()) ? " (locked)" : "")
                + (address.startsWith(empty.url()) ? " (empty)" : "");
    }
}
