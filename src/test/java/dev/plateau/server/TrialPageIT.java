package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The page of a trial and the epoch advisor, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialPageIT {

    private Store store;
    private Dashboard dashboard;
    private Browser browser;
    private SampleSearch running;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The page of a trial is not tested in a browser: there is no chromium and chromedriver in /usr/bin");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).train(0, 20);
        running =
                SampleSearch.create(store, "running", Grid.small()).train(0, 2).trainPart(2, 2);
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
    void foldsAreSideBySideAndKeysLeadToTheNextTrial() {
        open("/experiments/digits/trials/2");
        browser.untilTrue(
                "five folds", () -> browser.all("fold-charts figure.fold").size() == 5);
        browser.one("body").sendKeys("j");
        browser.untilTrue("the next trial", () -> browser.text("h1").contains("t03"));
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
        browser.one("body").sendKeys("k");
        browser.untilTrue("the one before", () -> browser.text("h1").contains("t02"));
        assertQuiet();
    }

    @Test
    void newEpochsOfATrialAppearWithoutAReload() {
        open("/experiments/running/trials/2");
        browser.untilTrue("14 epochs", () -> browser.text(".trial-head").contains("14 of at most 18"));
        running.trainOn(2, 3);
        browser.untilTrue("15 epochs", () -> browser.text(".trial-head").contains("15 of at most 18"));
        assertQuiet();
    }

    @Test
    void noteOfATrialIsKept() {
        open("/experiments/digits/trials/1");
        browser.one("note-editor textarea").sendKeys("<b>too slow</b>", Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.untilTrue("saved", () -> browser.text("note-editor .said").contains("Saved."));
        browser.go(url());
        browser.untilTrue(
                "the note again",
                () -> "<b>too slow</b>"
                        .equals(browser.one("note-editor textarea").getDomProperty("value")));
        assertQuiet();
    }

    @Test
    void sliderSaysWhatFewerEpochsCostAndPinsThemForAllCharts() {
        open("/experiments/digits?panels=advisor");
        browser.untilTrue(
                "the answer", () -> browser.text("epoch-advisor .answer").startsWith("Train"));
        String advised = browser.text("epoch-advisor .cost-words");
        browser.one("epoch-advisor input[type=range]").sendKeys(Keys.HOME);
        browser.untilTrue(
                "another sentence",
                () -> browser.text("epoch-advisor .cost-words").startsWith("1 epoch"));
        browser.untilTrue("pinned", () -> url().contains("epoch=1"));
        browser.one("epoch-advisor .cost-words button").click();
        browser.untilTrue(
                "back to the advised count",
                () -> browser.text("epoch-advisor .cost-words").equals(advised));
        assertQuiet();
    }

    private void open(String path) {
        browser.go(dashboard.url() + path);
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
    }

    private String url() {
        return String.valueOf(browser.driver().getCurrentUrl());
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
