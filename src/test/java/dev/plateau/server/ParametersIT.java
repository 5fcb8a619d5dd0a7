package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The panels about parameters in a browser: parallel coordinates, grid, importance, timeline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersIT {

    private static final String PANELS = "panels=parallel,grid,importance,timeline";

    private Store store;
    private Dashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The panels are not tested in a browser: there is no chromium and chromedriver in /usr/bin"
                        + " (Debian: apt-get install chromium chromium-driver)");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        // 48 trials on 16 stages of 5 folds: 14 stages whole, one begun.
        SampleSearch.create(store, "digits", Grid.digits()).train(0, 70).trainPart(70, 5);
        SampleSearch.create(store, "failed", Grid.small()).fail(0, "The loss is not finite");
        SampleSearch.create(store, "waiting", Grid.small());
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        browser = Browser.open(folder.resolve("profile"), 1440, 1400);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            dashboard.close();
            store.close();
        }
    }

    @Test
    void limitsTypedAtAnAxisFilterThePageAndItsUrl() {
        open("digits", "");
        browser.untilTrue("all trials", () -> facts().contains("48 of 48 trials inside"));
        browser.one("parameter-lines .end[data-key='p.learning_rate']").sendKeys(Keys.ENTER);
        browser.one(".limits input[name=low]").sendKeys("0.0005");
        browser.one(".limits input[name=high]").sendKeys("0.02", Keys.ENTER);
        browser.untilTrue("half of them", () -> facts().contains("24 of 48 trials inside"));
        assertTrue(String.valueOf(browser.driver().getCurrentUrl())
                .matches(".*where=p\\.learning_rate[%253A]+0\\.0005\\.\\.0\\.02.*"));
        assertEquals(1, browser.all(".parallel .selection").size());
        browser.driver().navigate().back();
        browser.untilTrue("all again", () -> facts().contains("48 of 48 trials inside"));
        assertQuiet();
    }

    @Test
    void dragAlongAnAxisIsABrush() {
        open("digits", "");
        browser.untilTrue("the axes", () -> browser.all(".parallel .field").size() == 4);
        WebElement batch = browser.all(".parallel .field").get(1);
        int half = batch.getSize().getHeight() / 2;
        new Actions(browser.driver())
                .moveToElement(batch, 0, half - 2)
                .clickAndHold()
                .moveByOffset(0, -half / 2)
                .release()
                .perform();
        // From the bottom to a quarter: 16 and 32 of 16, 32, 64, 128 on an axis that is not logarithmic.
        browser.untilTrue("two of four batch sizes", () -> facts().contains("24 of 48 trials inside"));
        browser.all("parameter-lines .facts button").get(0).click();
        browser.untilTrue(
                "they are selected",
                () -> String.valueOf(browser.driver().getCurrentUrl()).contains("trials="));
        assertQuiet();
    }

    @Test
    void gridShowsEachPairOnceAndSelectsACell() {
        open("digits", "&cells=batch_size,learning_rate");
        browser.untilTrue("four by four", () -> browser.all(".cells tbody td").size() == 16);
        assertEquals(1, browser.all(".cells .best").size());
        assertEquals(1, browser.all(".cells .running").size());
        assertEquals(1, browser.all(".cells .queued").size());
        for (WebElement button : browser.all(".cells button[data-share]")) {
            assertTrue(contrast(button) >= 4.5, button.getText() + " has a contrast of " + contrast(button));
        }
        browser.one(".cells .best button").sendKeys(Keys.ENTER);
        browser.untilTrue(
                "its three trials",
                () -> String.valueOf(browser.driver().getCurrentUrl()).matches(".*[?&]trials=\\d+,\\d+,\\d+(&.*|$)"));
        assertQuiet();
    }

    @Test
    void importanceGroupsAndSaysWhatCannotBeTold() {
        open("digits", "");
        browser.untilTrue(
                "three parameters", () -> browser.all(".bars tbody tr").size() == 3);
        assertTrue(browser.text("parameter-importance").contains("Nothing can be told about dropout"));
        browser.one(".bars tbody tr button").click();
        browser.untilTrue(
                "grouped",
                () -> String.valueOf(browser.driver().getCurrentUrl()).contains("group=learning_rate"));
        open("failed", "");
        browser.untilTrue(
                "too few", () -> browser.text("parameter-importance").contains("needs 20 trials that have ended"));
        assertQuiet();
    }

    @Test
    void timelineTellsWorkersAndAttempts() {
        open("digits", "");
        browser.untilTrue("attempts", () -> browser.text("run-timeline .facts").contains("71 attempts"));
        assertTrue(browser.text("run-timeline .facts").startsWith("1 worker busy"));
        open("failed", "");
        browser.untilTrue("a failure", () -> browser.text("run-timeline .facts").contains("1 failed or lost"));
        open("waiting", "");
        browser.untilTrue("nothing", () -> browser.text("run-timeline").contains("No run has begun yet"));
        assertQuiet();
    }

    @Test
    void positionsBrushesAndLabelsOfAxesAreThoseWorkedOutByHand() {
        open("digits", "");
        assertEquals(List.of("0", "0.5", "1", "0.01", "0.25", "NaN"), browser.run("""
                        return import('/parameter/dimensions.js').then(m => {
                          const axis = {key: 'p.a', title: 'a', kind: 'number', log: true, low: 1e-4, high: 1, values: [], up: true, column: []};
                          const at = m.position(axis);
                          const down = {...axis, log: false, low: 0, high: 4, up: false};
                          return [at(1e-4), at(0.01), at(1), Number(m.numberAt(axis, 0.5).toPrecision(6)), m.position(down)(3), at(null)].map(String);
                        });
                        """));
        assertEquals(List.of("p.a:0.001..0.1", "p.o:sgd|adam%2Cw"), browser.run("""
                        return Promise.all([import('/parameter/dimensions.js'), import('/board/filters.js')]).then(([m, f]) => {
                          const axis = {key: 'p.a', title: 'a', kind: 'number', log: true, low: 1e-4, high: 1, values: [], up: true, column: []};
                          const text = {key: 'p.o', title: 'o', kind: 'text', log: false, low: 0, high: 2, values: ['rms', 'sgd', 'adam,w'], up: true, column: []};
                          return [m.filterOf(axis, 0.75, 0.25), m.filterOf(text, 0.4, 1)].map(f.write);
                        });
                        """));
    }

    @Test
    void cellsBusyTimeAndLuminanceAreThoseWorkedOutByHand() {
        open("digits", "");
        assertEquals(List.of("0.2", "0.3", "1", "failed", "none"), browser.run("""
                        return import('/parameter/cells.js').then(m => {
                          const page = {number: [1, 2, 3, 4], goal: 'MINIMIZE', value: [0.4, 0.2, 0.5, null], folds_done: [5, 5, 5, 0],
                            state: ['COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED'], configuration: {a: [1, 1, 2, 2], b: ['x', 'x', 'x', 'y']}};
                          const [a, b] = ['a', 'b'].map(name => m.bins(page, {name, kind: 'number', log: false}));
                          const of = how => m.cells(page, {x: a, y: b, how, inside: new Uint8Array([1, 1, 1, 1]), folds: 5});
                          const best = of('best');
                          return [best[0][0].value, Number(of('mean')[0][0].value.toPrecision(6)), best[0][0].best, best[1][1].state, best[1][0].state].map(String);
                        });
                        """));
        // Two lanes of a worker: 0-10 and 5-10 of ten seconds are 15 of 20.
        assertEquals(List.of("2", "0.75"), browser.run("""
                        return import('/parameter/lanes.js').then(m => {
                          const t = {run: [1, 2], worker: ['w', 'w'], started: [0, 5000], ended: [10000, null], state: ['COMPLETED', 'RUNNING']};
                          const all = m.lanes(t, 10000);
                          return [all.length, m.busy(t, all, m.span(t, 10000), 10000)].map(String);
                        });
                        """));
        // WCAG 2.2: sRGB red has a relative luminance of 0.2126.
        assertEquals(List.of("0.2126", "#000", "#fff"), browser.run("""
                        return import('/parameter/shade.js').then(m => [String(m.luminance('#ff0000')), m.textOn('#ffff00'), m.textOn('#440154')]);
                        """));
    }

    private void open(String experiment, String more) {
        browser.complaints();
        browser.go(dashboard.url() + "/experiments/" + experiment + "?" + PANELS + more);
        browser.untilTrue(
                "the panels",
                () -> browser.all("parameter-lines, parameter-grid, parameter-importance, run-timeline").stream()
                        .noneMatch(panel ->
                                panel.findElements(By.cssSelector(".loading")).size() > 0
                                        || panel.getText().isEmpty()));
    }

    private String facts() {
        return browser.text("parameter-lines .facts");
    }

    /** WCAG 2.2 contrast of a cell's text, from what the browser shows. */
    private double contrast(WebElement cell) {
        Object found = browser.run("""
                const channels = text => text.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
                const light = text => { const [r, g, b] = channels(text); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const style = getComputedStyle(arguments[0]);
                const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05) + 1e-9;
                """, cell);
        return ((Number) Objects.requireNonNull(found)).doubleValue();
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
