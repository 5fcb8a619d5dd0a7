package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
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

/** The leaderboard in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardIT {

    private static final String SCRIPT = "<img src=x onerror=alert(1)>";

    private Store store;
    private Dashboard dashboard;
    private Browser browser;
    private SampleSearch running;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "The leaderboard is not tested in a browser: there is no chromium and chromedriver in /usr/bin"
                        + " (Debian: apt-get install chromium chromium-driver)");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).trainAll();
        SampleSearch.create(store, "failed", Grid.small()).fail(0, SCRIPT);
        running =
                SampleSearch.create(store, "running", Grid.small()).train(0, 2).trainPart(2, 2);
        SampleDatabase.write(store, 1200, 1);
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
    void searchLeavesTheTrialsThatMatchAndCanBeCleared() {
        open("digits");
        browser.one("#search").sendKeys("t07");
        browser.untilTrue("one row", () -> trials().equals(List.of("t07")));
        assertTrue(browser.text(".summary").startsWith("1 of 48 trials match"), browser.text(".summary"));
        assertTrue(url().contains("q=t07"), url());
        button("Clear filters").click();
        browser.untilTrue("all rows", () -> browser.text(".summary").startsWith("48 trials"));
        assertQuiet();
    }

    @Test
    void statesAreFiltersThatAreSwitchedOnAndOff() {
        open("large");
        browser.one(".states .failed").click();
        browser.untilTrue(
                "failed trials only",
                () -> !rows().isEmpty()
                        && browser.all(".board tbody .chip.completed").isEmpty());
        assertEquals("true", browser.one(".states .failed").getAttribute("aria-pressed"));
        browser.one(".states .failed").click();
        browser.untilTrue("all again", () -> browser.text(".summary").startsWith("1,200 trials"));
        assertQuiet();
    }

    @Test
    void rangeIsAddedInTheMenuAndTakenAwayByItsChip() {
        open("digits");
        browser.one("[data-menu=Filter] summary").click();
        browser.one(".filtering input[name=high]").sendKeys("0.2" + Keys.ENTER);
        browser.untilTrue(
                "a chip", () -> browser.text(".filter").replaceAll("\\s+", " ").startsWith("val_loss ≤ 0.2"));
        browser.untilTrue("fewer rows", () -> browser.text(".summary").contains("of 48 trials match"));
        assertFalse(browser.one("[data-menu=Filter]").getAttribute("open") != null, "the menu closes");
        browser.one(".filter button").click();
        browser.untilTrue("all rows", () -> browser.text(".summary").startsWith("48 trials"));
        assertQuiet();
    }

    @Test
    void nothingThatMatchesSaysSoAndOffersTheWayOut() {
        open("digits?q=nowhere");
        browser.untilTrue("the reason", () -> browser.text(".none").startsWith("No trial matches"));
        browser.one(".none button").click();
        browser.untilTrue("all rows", () -> trials().size() > 20);
        assertQuiet();
    }

    @Test
    void wrongSortInTheAddressIsExplainedAndLeft() {
        open("digits?sort=p.lerning_rate");
        browser.untilTrue(
                "the reason", () -> browser.text("trial-board .notice").contains("did you mean \"p.learning_rate\""));
        button("Usual table").click();
        browser.untilTrue("the table", () -> trials().size() > 20);
        List<String> complaints = browser.complaints();
        assertTrue(
                complaints.stream().allMatch(complaint -> complaint.contains("status of 400")),
                () -> "only the wrong question should be complained of, found " + complaints);
    }

    @Test
    void valuesAreComparedWithTheBaselineInTheDirectionOfTheGoal() {
        open("digits?sort=-score&trials=");
        String first = trials().get(0);
        browser.one("button[aria-label='Compare with " + first + "']").click();
        browser.untilTrue("differences", () -> browser.all(".difference").size() > 20);
        assertEquals("=", browser.text(".board tr[aria-rowindex='2'] .difference"));
        String second = browser.text(".board tr[aria-rowindex='3'] .difference");
        assertTrue(second.startsWith("−"), "the next worse loss is less: " + second);
        assertEquals(
                1,
                browser.all(".board tr[aria-rowindex='3'] .difference.better").size());
        assertTrue(url().contains("baseline="), url());
        assertQuiet();
    }

    @Test
    void columnsAreChosenOrderedAndPinned() {
        open("digits");
        assertEquals(List.of("trial", "val_loss", "learning_rate", "batch_size", "epochs", "state", "folds"), titles());
        browser.one("[data-menu=Columns] summary").click();
        browser.one("button[aria-label='Keep batch_size at the left']").click();
        browser.untilTrue("pinned", () -> titles().get(1).equals("batch_size"));
        browser.one("button[aria-label='Move state to the left']").click();
        browser.untilTrue("moved", () -> titles().get(4).equals("state"));
        browser.one("li[data-key=folds_done] input").click();
        browser.untilTrue("taken away", () -> !titles().contains("folds"));
        browser.go(url());
        browser.untilTrue(
                "the same after a reload",
                () -> titles().equals(List.of("trial", "batch_size", "val_loss", "learning_rate", "state", "epochs")));
        assertQuiet();
    }

    @Test
    void groupsLeadToTheirTrials() {
        open("digits?group=batch_size");
        browser.untilTrue("four groups", () -> browser.all(".groups tbody tr").size() == 4);
        String value = browser.text(".groups tbody th").replace("▸", "").strip();
        browser.one(".groups .open").click();
        browser.untilTrue("its trials", () -> browser.text(".summary").startsWith("12 of 48 trials match"));
        assertEquals(
                "batch_size " + value,
                browser.text(".filter").replace("×", "").strip().replaceAll("\\s+", " "));
        assertQuiet();
    }

    @Test
    void allThatMatchAreSelectedAndTheRestIsCounted() {
        open("large?trials=");
        browser.untilTrue("rows", () -> trials().size() > 20);
        assertTrue(
                browser.text(".summary").contains("Select the first 200, leave out 1,000"), browser.text(".summary"));
        open("digits?trials=,33&where=p.batch_size%3A16");
        browser.untilTrue("rows", () -> browser.text(".summary").startsWith("12 of 48"));
        button("Select all matching (12)").click();
        browser.untilTrue("all on the charts", () -> browser.text(".summary").contains("12 on the charts"));
        assertEquals(12, browser.all(".board input:checked").size());
        assertQuiet();
    }

    @Test
    void keysMoveTheRowAndRowsFarBelowAreFetched() {
        open("large");
        browser.untilTrue("rows", () -> trials().size() > 20);
        browser.run("for (let i = 0; i < 3; i++) document.querySelector('trial-board').move(1)");
        browser.untilTrue("a row", () -> !browser.all(".board tr.here").isEmpty());
        browser.run("document.querySelector('.board').scrollTop = 29 * 700");
        browser.untilTrue(
                "row 700", () -> !browser.all(".board tr[aria-rowindex='702']").isEmpty());
        assertQuiet();
    }

    @Test
    void valuesAtAnEpochSayHowTheyAreRead() {
        open("digits?value=epoch%3A10");
        browser.untilTrue("the title", () -> titles().contains("val_loss at epoch 10"));
        assertEquals("10", browser.one(".tools .epoch").getAttribute("value"));
        open("running?value=best");
        browser.untilTrue("the title", () -> titles().contains("best val_loss"));
        running.trainOn(2, 3);
        assertQuiet();
    }

    @Test
    void messagesOfTrialsAreTextAndNumbersLeadToTheirPages() {
        open("failed");
        browser.untilTrue("the message", () -> browser.text(".board").contains(SCRIPT));
        assertEquals(List.of(), browser.all("img"));
        assertFalse(
                browser.all(".board th a[href='/experiments/failed/trials/1']").isEmpty());
        assertQuiet();
    }

    @Test
    void filtersAreReadAndWrittenAlike() {
        open("digits");
        Object written = browser.run("""
                return import('/board/filters.js').then(f => {
                  const keys = ['score', 'state', 'p.a', 'p.a:b'];
                  return ['score:..0.5', 'score:1e-3..', 'p.a:b:x%7Cy|z', 'p.a:1..2', 'state:FAILED'].map(text => f.write(f.read(text, keys))).join(' ');
                });
                """);
        assertEquals("score:..0.5 score:1e-3.. p.a:b:x%7Cy|z p.a:1..2 state:FAILED", written);
        Object columns = browser.run(
                "return import('/board/columns.js').then(c => c.laid([{key: 'a'}, {key: 'b'}, {key: 'c'}], ['a', 'b', 'gone', 'c'], ['c', 'other']).map(one => one.key).join())");
        Object dropped = browser.run(
                "return import('/board/toolbar.js').then(t => [t.dropped(['a', 'b', 'c'], 'a', 'c'), t.dropped(['a', 'b', 'c'], 'c', 'a'), t.moved(['a', 'b'], 1, -1)].join(' '))");
        assertAll(() -> assertEquals("c,a,b", columns), () -> assertEquals("b,c,a c,a,b b,a", dropped));
    }

    private void open(String page) {
        browser.go(dashboard.url() + "/experiments/" + page);
        browser.untilTrue(
                "the page",
                () -> !browser.all("trial-board .tools").isEmpty()
                        && browser.all("trial-board .skeleton").isEmpty());
    }

    private List<WebElement> rows() {
        return browser.all(".board tbody tr[aria-rowindex]");
    }

    private List<String> trials() {
        return browser.all(".board tbody th a").stream()
                .map(WebElement::getText)
                .toList();
    }

    private List<String> titles() {
        return browser.all(".board thead button").stream()
                .map(button -> button.getText().replaceAll("[▴▾]", ""))
                .toList();
    }

    private WebElement button(String text) {
        return browser.until(
                text,
                () -> browser.all("trial-board button").stream()
                        .filter(button -> button.getText().equals(text))
                        .findFirst());
    }

    private String url() {
        return browser.driver().getCurrentUrl();
    }

    private void assertQuiet() {
        assertEquals(List.of(), browser.complaints());
    }
}
