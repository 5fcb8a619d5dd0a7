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

/** What holds the panels of an experiment's page together: keys, undo, the URL, saved views, panels that open and close. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentPageIT {

    private Store store;
    private Dashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The page is not tested in a browser: there is no chromium and chromedriver in /usr/bin");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).train(0, 20);
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
    void keysMoveChooseAndSetTheBaseline() {
        open("?trials=");
        press("j", "j", "x");
        browser.untilTrue("the second row is chosen", () -> url().matches(".*\\?trials=\\d+"));
        press("b");
        browser.untilTrue("it is the baseline", () -> url().matches(".*\\?trials=(\\d+)&baseline=\\1"));
        press("b");
        browser.untilTrue("it no longer is", () -> !url().contains("baseline"));
        assertQuiet();
    }

    @Test
    void arrowsPinEpochsAndEscapeLetsGo() {
        open("?trials=3");
        press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
        browser.untilTrue("epoch 2 is pinned", () -> url().endsWith("epoch=2"));
        press(Keys.ESCAPE);
        browser.untilTrue("nothing is pinned", () -> !url().contains("epoch="));
        assertQuiet();
    }

    @Test
    void slashSearchesAndQuestionMarkExplains() {
        open("");
        press("?");
        browser.untilTrue("the keys", () -> browser.text("dialog.keys").contains("search trials"));
        browser.one("dialog.keys button").click();
        browser.untilTrue("closed", () -> browser.all("dialog.keys").isEmpty());
        press("/");
        assertEquals("search", browser.driver().switchTo().activeElement().getAttribute("id"));
        browser.driver().switchTo().activeElement().sendKeys("jx/");
        browser.untilTrue("the keys are text there", () -> url().contains("q=jx%2F"));
        assertQuiet();
    }

    @Test
    void undoTakesTheLastChoiceBackAndNeverLeavesThePage() {
        open("?trials=3");
        String before = url();
        assertFalse(button("Undo").isEnabled());
        browser.one("input[value=samples]").sendKeys(Keys.SPACE);
        browser.untilTrue("a choice", () -> url().contains("axis=samples"));
        press(Keys.chord(Keys.CONTROL, "z"));
        browser.untilTrue("as it was", () -> url().equals(before));
        press(Keys.chord(Keys.CONTROL, "z"));
        browser.driver().navigate().forward();
        browser.untilTrue("forward is the choice again", () -> url().contains("axis=samples"));
        assertQuiet();
    }

    @Test
    void viewIsSavedShownAndDeletedByItsName() {
        open("?trials=3,5&log=0");
        browser.one("saved-views summary").click();
        browser.one("saved-views input").sendKeys("two trials");
        browser.one("saved-views form button").click();
        browser.untilTrue("it is listed", () -> browser.text("saved-views ul").startsWith("two trials"));
        open("?axis=step");
        browser.one("saved-views summary").click();
        browser.one("saved-views li button.link").click();
        browser.untilTrue("the saved view", () -> url().endsWith("?trials=3,5&log=0"));
        browser.one("saved-views summary").click();
        browser.one("saved-views li button[aria-label='Delete the view two trials']")
                .click();
        browser.untilTrue("gone", () -> browser.all("saved-views li").isEmpty());
        assertEquals(List.of(), store.desk().views());
        assertQuiet();
    }

    @Test
    void panelsAreClosedAndOpenedInTheUrl() {
        open("");
        browser.one("button[aria-label='Close Values']").click();
        browser.untilTrue("no values", () -> browser.all("epoch-values").isEmpty());
        assertTrue(url().contains("panels="), url());
        browser.go(url());
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
        assertEquals(List.of(), browser.all("epoch-values"));
        button("Values").click();
        browser.untilTrue("values again", () -> !browser.all("epoch-values").isEmpty());
        assertQuiet();
    }

    @Test
    void linkToCompareHasTheChosenTrials() {
        open("?trials=3,5&baseline=5");
        assertTrue(
                String.valueOf(browser.one(".actions a.button").getAttribute("href"))
                        .endsWith("/compare?trials=digits:3,digits:5&baseline=digits:5"),
                () -> String.valueOf(browser.one(".actions a.button").getAttribute("href")));
        press("c");
        browser.untilTrue("the page that compares", () -> browser.text("h1").equals("Compare"));
        assertQuiet();
    }

    private void open(String query) {
        browser.go(dashboard.url() + "/experiments/digits" + query);
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.untilTrue("it is loaded", () -> browser.all(".loading").isEmpty());
        browser.untilTrue(
                "rows", () -> !browser.all("trial-board tr[aria-rowindex]").isEmpty());
    }

    private void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            browser.one("body").sendKeys(key);
        }
    }

    private WebElement button(String text) {
        return browser.all("button").stream()
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private String url() {
        return String.valueOf(browser.driver().getCurrentUrl());
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
