package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The learning curves and the values below them in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurvesIT {

    private Store store;
    private Dashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The curves are not tested in a browser: there is no chromium and chromedriver in /usr/bin");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).train(0, 80);
        SampleSearch.create(store, "partial", Grid.small()).train(0, 2).trainPart(2, 2);
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        browser = Browser.open(folder.resolve("profile"), 1440, 900);
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
    void smoothingIsTheWeightedMeanOfWhatCameBefore() {
        open("digits");
        // Each is the mean of the values so far with weights 0.6^0, 0.6^1, ... backwards, worked out apart from this
        // code.
        assertEquals("1 1.625 2.836735 NaN 5.209559", browser.driver().executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        import('/chart/smooth.js').then(({smoothed}) =>
                          done(smoothed([1, 2, 4, NaN, 8], 0.6).map(v => String(Number(v.toFixed(6)))).join(' ')));
                        """));
    }

    @Test
    void textsThatSpreadsheetsWouldRunAreQuotedInTables() {
        open("digits");
        assertEquals("'=1+1|'+a|'@x|\"a,\"\"b\"|-5|0.5||", browser.driver().executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        import('/chart/csv.js').then(({cell}) => done(['=1+1', '+a', '@x', 'a,"b', '-5', 0.5, NaN, null].map(cell).join('|')));
                        """));
    }

    @Test
    void labelsNeverLieOnEachOtherAndStayInTheChart() {
        open("digits");
        assertEquals("12 13", browser.driver().executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        import('/chart/ends.js').then(({placed}) => {
                          const labels = Array.from({length: 12}, (_, i) => ({x: 500 + i, y: 100 + (i * 7) % 5, width: 24, want: 0}));
                          const shown = placed(labels, 10, 190).map(label => label.want).sort((a, b) => a - b);
                          const least = Math.min(...shown.slice(1).map((y, i) => y - shown[i]));
                          done(shown[0] >= 10 && shown.at(-1) <= 190 ? `${shown.length} ${Math.round(least)}` : shown.join());
                        });
                        """));
    }

    @Test
    void draggedAreaIsZoomedInTheUrlAndADoubleClickShowsAll() {
        open("digits?trials=20,23");
        WebElement plot = painted(2);
        new Actions(browser.driver())
                .moveToElement(plot, -100, -60)
                .clickAndHold()
                .moveByOffset(200, 100)
                .release()
                .perform();
        browser.untilTrue("the zoom in the URL", () -> url().contains("zoom="));
        browser.untilTrue("a note of it", () -> browser.text(".notes").contains("Zoomed."));
        browser.driver().navigate().refresh();
        browser.untilTrue(
                "the same after a reload", () -> browser.text(".notes").contains("Zoomed."));
        new Actions(browser.driver()).doubleClick(painted(2)).perform();
        browser.untilTrue("all of it", () -> !url().contains("zoom="));
        assertQuiet();
    }

    @Test
    void clickPinsAnEpochWhoseValuesAreShown() {
        open("digits?trials=3,20");
        new Actions(browser.driver())
                .moveToElement(painted(2), -80, 0)
                .click()
                .moveByOffset(0, -400)
                .perform();
        browser.untilTrue("an epoch in the URL", () -> url().contains("epoch="));
        String epoch = url().replaceFirst(".*epoch=(\\d+).*", "$1");
        browser.untilTrue(
                "its values", () -> browser.text("epoch-values .caption").startsWith("At the pinned epoch " + epoch));
        assertEquals(epoch, browser.text("epoch-values tbody td"));
        browser.one(".plot").sendKeys(Keys.ESCAPE);
        browser.untilTrue("no epoch", () -> !url().contains("epoch="));
        assertQuiet();
    }

    @Test
    void pointerRedrawsTheCurveUnderItAndNotTheOthers() {
        open("digits?trials=3,9,20,23");
        painted(4);
        browser.run("""
                const lines = document.querySelector('canvas.lines').getContext('2d');
                window.drawings = 0;
                const clear = lines.clearRect;
                lines.clearRect = function (...all) { window.drawings++; clear.apply(this, all); };
                """);
        Actions moves = new Actions(browser.driver()).moveToElement(browser.one(".plot"), -150, 40);
        for (int i = 0; i < 20; i++) {
            moves.moveByOffset(12, -4);
        }
        moves.perform();
        browser.untilTrue("a box beside the pointer", () -> browser.text(".tip").contains("epoch"));
        assertTrue(browser.text(".tip").contains("learning_rate"), browser.text(".tip"));
        assertEquals(0L, browser.run("return window.drawings"));
        assertQuiet();
    }

    @Test
    void outliersAreLeftOutOnlyWhenAskedAndCounted() {
        open("digits?trials=29,32,36&log=0");
        painted(3);
        assertEquals(
                List.of(),
                browser.all(".notes").stream()
                        .filter(note -> note.getText().contains("not shown"))
                        .toList());
        browser.one("input[name=clip]").click();
        browser.untilTrue(
                "a count",
                () -> browser.text(".notes").matches("(?s).*\\d+ points? above [0-9.]+ (is|are) not shown.*"));
        assertTrue(url().contains("clip=1"), url());
        assertQuiet();
    }

    @Test
    void singleFoldsAreFetchedWhenTheyAreAskedFor() {
        open("digits?trials=3");
        painted(1);
        assertEquals(
                null,
                browser.run(
                        "return document.querySelector('learning-curves').state.curves.trials[0].validation.folds"));
        browser.one("input[name=folds]").click();
        browser.untilTrue(
                "five of them",
                () -> Long.valueOf(5)
                        .equals(
                                browser.run(
                                        "return document.querySelector('learning-curves').state.curves.trials[0].validation.folds?.length ?? 0")));
        assertQuiet();
    }

    @Test
    void missingFoldsAndUnequalStepsAreSaid() {
        open("partial?trials=2");
        browser.untilTrue(
                "folds",
                () -> browser.text(".notes").contains("t02 1 of 3 folds")
                        || browser.text(".notes").contains("t02 2 of 3 folds"));
        open("digits?trials=3,12");
        browser.untilTrue("steps", () -> browser.text(".notes").contains("An epoch is 12 to 90 steps here."));
        browser.one(".notes button").click();
        browser.untilTrue("the fair axis", () -> url().contains("axis=step"));
        assertQuiet();
    }

    @Test
    void chartIsExportedAsPictureAndAsTable() {
        open("digits?trials=3,20&baseline=3");
        painted(2);
        browser.run("""
                window.files = [];
                const create = URL.createObjectURL;
                URL.createObjectURL = blob => { window.files.push(blob); return create.call(URL, blob); };
                window.names = [];
                HTMLAnchorElement.prototype.click = function () { window.names.push(this.download); };
                """);
        browser.one(".exports button:nth-child(1)").click();
        browser.untilTrue("a picture", () -> Long.valueOf(1).equals(browser.run("return window.files.length")));
        assertEquals("image/png", browser.run("return window.files[0].type"));
        assertEquals(true, browser.run("return window.files[0].size > 10000"), "the picture is empty");
        browser.one(".exports button:nth-child(2)").click();
        browser.untilTrue("a table", () -> Long.valueOf(2).equals(browser.run("return window.files.length")));
        String table = String.valueOf(
                browser.driver().executeAsyncScript("window.files[1].text().then(arguments[arguments.length - 1])"));
        List<String> rows = table.lines().toList();
        assertEquals("trial,fold,epoch,step,samples,seconds,metric,value,error", rows.get(0));
        assertEquals(1 + 2 * (40 + 20), rows.size(), "a row for each epoch of both trials and both metrics");
        assertTrue(rows.get(1).startsWith("t03,mean,1,90,1437,"), rows.get(1));
        assertEquals(List.of("digits-val_loss.png", "digits-val_loss.csv"), browser.run("return window.names"));
        assertQuiet();
    }

    private void open(String page) {
        browser.go(dashboard.url() + "/experiments/" + page);
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
    }

    /** The chart when it shows so many trials. */
    private WebElement painted(int trials) {
        return browser.one("learning-curves[data-painted='" + trials + "'] .plot");
    }

    private String url() {
        return String.valueOf(browser.driver().getCurrentUrl());
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
