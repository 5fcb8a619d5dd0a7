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

/** The pages in a browser, over a database that is written meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

    private static final String SCRIPT = "<img src=x onerror=alert(1)>";

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
        SampleSearch.create(store, "digits", SCRIPT, Grid.digits()).train(0, 20);
        running =
                SampleSearch.create(store, "running", Grid.small()).train(0, 2).trainPart(2, 2);
        SampleSearch.create(store, "failed", Grid.small()).fail(0, SCRIPT);
        SampleSearch.create(store, "large", Grid.large(100)).train(0, 3);
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
    void experimentsAreListedAndLeadToTheirPages() {
        open("/");
        assertEquals("Experiments", browser.text("h1"));
        browser.untilTrue(
                "the list",
                () -> browser.all(".list tbody a").stream()
                        .map(WebElement::getText)
                        .sorted()
                        .toList()
                        .equals(List.of("digits", "failed", "large", "running")));
        browser.untilTrue("a link to follow", () -> {
            browser.one("a[href='/experiments/digits']").click();
            return true;
        });
        browser.untilTrue("its page", () -> browser.text("h1").startsWith("digits"));
        assertQuiet();
    }

    @Test
    void selectedTrialIsPaintedAndStaysSelectedAfterAReload() {
        open("/experiments/digits?trials=");
        browser.untilTrue("an empty chart", () -> browser.text(".over").startsWith("Select trials"));
        assertEquals(0, browser.paintedPixels());
        browser.one("input[aria-label='Show t03']").click();
        browser.untilTrue("a curve", () -> browser.paintedPixels() > 2000);
        browser.one("input[value=step]").sendKeys(Keys.SPACE);
        browser.untilTrue("the choice in the URL", () -> url().endsWith("?trials=3&axis=step"));
        browser.go(url());
        browser.untilTrue("the same curve", () -> browser.paintedPixels() > 2000);
        assertEquals(List.of("t03"), readout());
        assertTrue(browser.one("input[value=step]").isSelected());
        browser.driver().navigate().back();
        browser.untilTrue(
                "the page before", () -> !browser.one("input[value=step]").isSelected());
        assertQuiet();
    }

    @Test
    void leaderboardIsSortedByTheColumnThatIsClicked() {
        open("/experiments/digits");
        assertEquals("ascending", browser.one(".board th:nth-child(3)").getAttribute("aria-sort"));
        browser.one(".board th:nth-child(2) button").click();
        browser.untilTrue("sorted by number", () -> firstTrial().startsWith("t01"));
        browser.one(".board th:nth-child(2) button").click();
        browser.untilTrue("the other way round", () -> firstTrial().startsWith("t48"));
        assertTrue(url().endsWith("?sort=-trial"), url());
        assertQuiet();
    }

    @Test
    void newEpochsAppearWithoutAReload() {
        open("/experiments/running?trials=2");
        browser.untilTrue(
                "two folds and a part", () -> browser.text(".heading dl").contains("14 of at most 36"));
        running.trainOn(2, 3);
        browser.untilTrue(
                "the epoch is counted", () -> browser.text(".heading dl").contains("15 of at most 36"));
        assertQuiet();
    }

    @Test
    void pointerShowsTheValuesAtAnEpoch() {
        open("/experiments/digits?trials=3");
        browser.untilTrue("a curve", () -> browser.paintedPixels() > 2000);
        browser.one(".plot").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.untilTrue("epoch 2", () -> browser.text(".readout tbody td").equals("2"));
        assertQuiet();
    }

    @Test
    void onlyRowsInSightExistHoweverManyTrialsThereAre() {
        open("/experiments/large");
        assertEquals("1601", browser.one(".board table").getAttribute("aria-rowcount"));
        int rows = browser.all(".board tbody tr").size();
        assertTrue(rows < 80, () -> "the table should hold the rows in sight only, it holds " + rows);
        browser.run("document.querySelector('.board').scrollTop = 1e6");
        browser.untilTrue(
                "the last row",
                () -> !browser.all(".board tr[aria-rowindex='1601']").isEmpty());
        assertQuiet();
    }

    @Test
    void textOfUsersIsShownAsText() {
        open("/experiments/digits");
        assertTrue(browser.text(".heading").contains(SCRIPT));
        open("/experiments/failed?trials=1");
        assertTrue(browser.text(".over").contains(SCRIPT));
        assertEquals(List.of(), browser.all("img"));
        assertQuiet();
    }

    @Test
    void themeIsToggledAndKept() {
        open("/");
        Object before = browser.run("return document.documentElement.dataset.theme");
        browser.one("button.icon").click();
        Object after = browser.run("return document.documentElement.dataset.theme");
        open("/experiments/digits");
        assertFalse(String.valueOf(after).equals(before));
        assertEquals(after, browser.run("return document.documentElement.dataset.theme"));
    }

    @Test
    void experimentThatIsNotThereSaysSo() {
        browser.go(dashboard.url() + "/experiments/none");
        browser.untilTrue("the reason", () -> browser.text(".blank").contains("There is no experiment none"));
        assertEquals("none", browser.text("h1"));
        List<String> complaints = browser.complaints();
        assertTrue(
                complaints.stream().allMatch(line -> line.contains("/api/experiments/none")),
                () -> "the browser complains of " + complaints);
    }

    private void open(String path) {
        browser.go(dashboard.url() + path);
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
    }

    private String url() {
        return String.valueOf(browser.driver().getCurrentUrl());
    }

    private List<String> readout() {
        return browser.all(".readout tbody th").stream()
                .map(WebElement::getText)
                .toList();
    }

    private String firstTrial() {
        return browser.text(".board tr[aria-rowindex='2'] th");
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
