package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The pages of all experiments and of chosen trials in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareIT {

    private Store store;
    private Dashboard dashboard;
    private Browser browser;
    private SampleSearch running;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The pages are not tested in a browser: there is no chromium and chromedriver in /usr/bin"
                        + " (Debian: apt-get install chromium chromium-driver)");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).trainAll();
        SampleSearch.create(store, "put away", Grid.small()).trainAll();
        running =
                SampleSearch.create(store, "running", Grid.small()).train(0, 2).trainPart(2, 2);
        for (int i = 0; i < 60; i++) {
            SampleSearch.create(store, "sweep-" + i, "One of many <b>searches</b>", Grid.small());
        }
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
    void trialsOfTwoExperimentsAreOnOneChartWithVerdictsAndFacts() {
        open("/compare?trials=digits:32,digits:1,running:1");
        browser.untilTrue("three rows", () -> names().equals(List.of("digits/t32", "digits/t01", "running/t01")));
        browser.untilTrue("curves", () -> painted() > 2000);
        assertEquals(List.of("baseline", "worse", "not tested"), texts(".compared .verdict"));
        assertTrue(browser.text(".strips").contains("digits/t01 is worse than digits/t32"), browser.text(".strips"));
        assertTrue(browser.text(".strips").contains("differ in their folds"), browser.text(".strips"));
        assertTrue(texts(".facts tbody th").contains("learning_rate"));
        assertFalse(texts(".facts tbody th").contains("dropout"));
        browser.one(".part input[type=checkbox]").click();
        browser.untilTrue("all facts", () -> texts(".facts tbody th").contains("dropout"));
        assertQuiet();
    }

    @Test
    void axisIsSamplesWhereBatchSizesDiffer() {
        open("/compare?trials=digits:3,digits:6");
        browser.untilTrue("the reason", () -> browser.text(".chart").contains("batch sizes differ"));
        assertTrue(browser.one("input[value=samples]").isSelected());
        browser.one("input[value=epoch]").sendKeys(Keys.SPACE);
        browser.untilTrue("the choice in the URL", () -> url().endsWith("&axis=epoch"));
        browser.untilTrue("a warning", () -> browser.text(".chart").contains("not the same amount of training"));
        assertQuiet();
    }

    @Test
    void baselineOrderAndSelectionAreInTheUrlAndComeBack() {
        open("/compare?trials=digits:1,digits:2,digits:3");
        browser.untilTrue("three rows", () -> names().equals(List.of("t01", "t02", "t03")));
        String colour = swatch("t02");
        browser.one("[aria-label='Make t02 the baseline']").click();
        browser.untilTrue("the baseline", () -> url().endsWith("&baseline=digits:2"));
        browser.one("[aria-label='Move t02 up']").click();
        browser.untilTrue("the order", () -> names().equals(List.of("t02", "t01", "t03")));
        browser.one("[aria-label='Take t01 away']").click();
        browser.untilTrue("two rows", () -> names().equals(List.of("t02", "t03")));
        assertEquals(colour, swatch("t02"));
        browser.driver().navigate().refresh();
        browser.untilTrue("the same after a reload", () -> names().equals(List.of("t02", "t03")));
        assertEquals(colour, swatch("t02"));
        browser.driver().navigate().back();
        browser.untilTrue("the page before", () -> names().equals(List.of("t02", "t01", "t03")));
        assertQuiet();
    }

    @Test
    void trialIsAddedByNameAndAWrongOneIsExplained() {
        open("/compare");
        assertTrue(browser.text(".blank").contains("Nothing to compare yet"));
        browser.one("#search").sendKeys("digits 7", Keys.ENTER);
        browser.untilTrue("one row", () -> names().equals(List.of("t07")));
        browser.one("#search").sendKeys("best", Keys.ENTER);
        browser.untilTrue("two rows", () -> names().size() == 2);
        browser.one("#search").sendKeys("none 3", Keys.ENTER);
        browser.untilTrue("the reason", () -> browser.text("#add-problem").contains("There is no experiment none"));
        assertEquals(2, names().size());
        assertQuiet();
    }

    @Test
    void aRunningTrialMoves() {
        open("/compare?trials=running:4,running:1");
        browser.untilTrue("two rows", () -> names().size() == 2);
        assertEquals("partial", browser.one(".compared tbody tr small").getAttribute("class"));
        for (int epoch = 3; epoch <= 6; epoch++) {
            running.trainOn(2, epoch);
        }
        browser.untilTrue(
                "all folds of one", () -> !texts(".compared tbody tr").get(1).contains("of 3 folds"));
        assertQuiet();
    }

    @Test
    void wrongTrialIsNamedAndCanBeLeftOut() {
        browser.go(dashboard.url() + "/compare?trials=digits:1,digits:99");
        browser.untilTrue("the reason", () -> browser.text(".blank").contains("There is no trial 99 in digits"));
        browser.all(".leftovers button").get(1).click();
        browser.untilTrue("the other one", () -> names().equals(List.of("t01")));
        List<String> complaints = browser.complaints();
        assertTrue(
                complaints.stream().allMatch(line -> line.contains("/api/compare")),
                () -> "only the wrong keys should be complained of, found " + complaints);
    }

    @Test
    void experimentsAreSearchedSortedPagedAndChosenInTheUrl() {
        open("/");
        assertEquals(50, browser.all(".list tbody tr").size());
        assertTrue(browser.text(".pager").contains("1–50 of 6"), browser.text(".pager"));
        browser.one("#search").sendKeys("sweep-7");
        browser.untilTrue("one row", () -> texts(".list tbody th a").equals(List.of("sweep-7")));
        assertTrue(url().endsWith("/?q=sweep-7"), url());
        open("/?q=handwritten&sort=name");
        assertEquals(List.of("digits", "put away", "running"), texts(".list tbody th a"));
        assertTrue(browser.text(".list tbody .best").contains("val_loss ↓"));
        browser.one("[aria-label='Choose digits']").click();
        browser.one("[aria-label='Choose put away']").click();
        String link = browser.one(".chosen a").getAttribute("href");
        assertTrue(String.valueOf(link).matches(".*/compare\\?trials=digits:\\d+,put%2520away:\\d+"), link);
        browser.driver().navigate().refresh();
        browser.untilTrue("the same", () -> browser.text(".chosen").contains("2 experiments"));
        assertQuiet();
    }

    @Test
    void archivedExperimentIsCountedShownOnDemandAndComesBack() {
        open("/?q=away");
        browser.one("[aria-label='Archive put away']").click();
        browser.untilTrue("it has gone", () -> browser.text(".bar").contains("1 archived, not shown"));
        browser.one(".undo button").click();
        browser.untilTrue("it is back", () -> texts(".list tbody th a").equals(List.of("put away")));
        assertQuiet();
    }

    @Test
    void keysWalkAndChoose() {
        open("/?q=sweep-1&sort=name");
        browser.one("body").sendKeys("jj");
        browser.driver().switchTo().activeElement().sendKeys("x");
        browser.untilTrue("chosen by key", () -> url().endsWith("&chosen=sweep-10"));
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

    private List<String> names() {
        return texts(".compared tbody th a");
    }

    private List<String> texts(String css) {
        return browser.all(css).stream().map(WebElement::getText).toList();
    }

    private String swatch(String name) {
        return String.valueOf(browser.run(
                "return [...document.querySelectorAll('.compared tbody th')].find(cell => cell.textContent.includes(arguments[0])).querySelector('svg').getAttribute('class')",
                name));
    }

    private long painted() {
        return (Long) java.util.Objects.requireNonNull(browser.run("""
                const canvas = document.querySelector('.plot canvas.lines');
                const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                let painted = 0;
                for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
                return painted;
                """));
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
