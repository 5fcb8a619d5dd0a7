package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.access.Door;
import dev.plateau.server.control.Workshop;
import dev.plateau.store.Desk.Subject;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** What people change in the browser: notes, tags, stop, cancel, and the dialog that starts searches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ControlPagesIT {

    private static final String MARKUP = "<b>bold</b>\nline 2";

    private Browser browser;

    @TempDir
    Path folder;

    private Store training;
    private Store shared;
    private Dashboard dashboard;
    private long id;

    @BeforeAll
    void open(@TempDir Path profile) {
        browser = Browser.open(profile, 1280, 900);
    }

    @AfterAll
    void quit() {
        browser.close();
    }

    @BeforeEach
    void start() throws IOException {
        Path database = Files.createTempDirectory(folder, "case").resolve("plateau.db");
        training = Stores.sqlite(database);
        SampleSearch.create(training, "digits", Grid.small()).train(0, 3).trainPart(3, 4);
        id = training.experiment("digits").orElseThrow().id();
        Path files = Files.createDirectory(database.resolveSibling("experiments"));
        Files.writeString(files.resolve("broken.yaml"), "name: broken\nparametres: {}\n");
        Files.copy(Path.of("experiments/iris.yaml"), files.resolve("iris.yaml"));
        shared = Stores.shared(database);
        dashboard = Dashboard.start(
                shared,
                new Reach(Dashboard.LOOPBACK, 0, Set.of()),
                Door.open(),
                Workshop.open(new Workshop.Place(database, Optional.of(files), List.of("java"))));
    }

    @AfterEach
    void stop() {
        browser.go("about:blank"); // a page that is still open would complain about the end of the dashboard
        assertEquals(List.of(), browser.complaints());
        dashboard.close();
        shared.close();
        training.close();
    }

    private void picture(String name) throws IOException {
        String pictures = System.getProperty("pictures", "");
        if (!pictures.isEmpty()) {
            Files.write(Path.of(pictures, name + ".png"), browser.driver().getScreenshotAs(OutputType.BYTES));
        }
    }

    private WebElement button(String panel, String text) {
        return browser.until(
                "the button " + text,
                () -> browser.all(panel + " button").stream()
                        .filter(button -> button.getText().startsWith(text))
                        .findFirst());
    }

    @Test
    void aNoteIsSavedByTheKeyboardShownAsTextAndTakenBack() throws IOException {
        browser.go(dashboard.url() + "/experiments/digits/trials/1");
        WebElement field = browser.until(
                "the note", () -> browser.all("note-editor textarea").stream().findFirst());
        field.sendKeys(MARKUP.replace("\n", Keys.ENTER));
        browser.untilTrue("it says so", () -> browser.text("note-editor").contains("Not saved yet"));
        assertEquals(Map.of(), shared.desk().notes(id));
        field.sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.untilTrue("it is saved", () -> browser.text("note-editor").contains("Saved."));
        assertEquals(Map.of(1, MARKUP), shared.desk().notes(id));
        assertEquals(List.of(), browser.all("note-editor b"));
        picture("note");
        button("note-editor", "Undo").click();
        browser.untilTrue("it is gone", () -> shared.desk().notes(id).isEmpty());
        browser.untilTrue(
                "the field is empty",
                () -> "".equals(browser.run("return document.querySelector('note-editor textarea').value")));
    }

    @Test
    void tagsAreAddedAndRemoved() {
        shared.desk().tags(new Subject(id, 1), List.of("paper"));
        browser.go(dashboard.url() + "/experiments/digits/trials/1");
        WebElement field = browser.until(
                "the tags", () -> browser.all("note-editor input").stream().findFirst());
        field.sendKeys("keep", Keys.ENTER);
        browser.untilTrue("it is there", () -> browser.all("note-editor .tag").size() == 2);
        assertEquals(Map.of(1, List.of("keep", "paper")), shared.desk().tags(id));
        browser.one("[aria-label='Remove the tag paper']").click();
        browser.untilTrue("it is gone", () -> shared.desk().tags(id).equals(Map.of(1, List.of("keep"))));
    }

    @Test
    void whatSomebodyElseWritesDoesNotTakeADraftAway() {
        browser.go(dashboard.url() + "/experiments/digits/trials/1");
        WebElement field = browser.until(
                "the note", () -> browser.all("note-editor textarea").stream().findFirst());
        field.sendKeys("half a thought");
        training.desk().note(new Subject(id, 1), "of another page");
        training.desk().tags(new Subject(id, 1), List.of("seen"));
        browser.untilTrue(
                "the page has caught up", () -> browser.text("note-editor").contains("seen"));
        assertEquals("half a thought", browser.run("return document.querySelector('note-editor textarea').value"));
    }

    @Test
    void aRunningSearchIsStoppedAndSaysWhyItCannotBeStoppedTwice() throws IOException {
        browser.go(dashboard.url() + "/experiments/digits");
        picture("running");
        button("search-control", "Stop").click();
        browser.untilTrue("it is asked", () -> shared.desk().stopRequested(id));
        browser.untilTrue(
                "it says so", () -> browser.text("search-control").contains("It stops after the current epochs."));
        assertFalse(button("search-control", "Stop").isEnabled());
        picture("stopping");
        training.experimentState(id, State.QUEUED);
        browser.untilTrue("it is paused", () -> browser.text("search-control").contains("Resume"));
        browser.untilTrue(
                "why not", () -> browser.text("search-control").contains("A search trains into this database already"));
    }

    @Test
    void anExperimentIsArchivedAndBroughtBack() {
        browser.go(dashboard.url() + "/experiments/digits");
        button("search-control", "Archive").click();
        browser.untilTrue("it is away", () -> shared.desk().archived().contains(id));
        button("search-control", "Bring back").click();
        browser.untilTrue("it is back", () -> shared.desk().archived().isEmpty());
        button("search-control", "Archive");
        assertEquals(List.of(), browser.all("search-control .bad"));
    }

    @Test
    void aTrialIsCancelledAfterAQuestionAndRequeued() throws IOException {
        browser.go(dashboard.url() + "/experiments/digits/trials/4");
        button("trial-control", "Cancel t04 …").click();
        button("trial-control", "Keep it").click();
        assertEquals(State.RUNNING, training.trials(id).get(3).state());
        button("trial-control", "Cancel t04 …").click();
        picture("sure");
        browser.one("trial-control .danger").click();
        browser.untilTrue(
                "what came of it",
                () -> browser.text("trial-control").contains("3 runs cancelled, and with them t03."));
        button("trial-control", "Re-queue").click();
        browser.untilTrue(
                "it waits", () -> browser.text("trial-control").contains("3 runs wait again, and with them t03."));
        assertEquals(State.QUEUED, training.trials(id).get(3).state());
    }

    @Test
    void theDialogListsFilesAndWhatIsInTheWay() throws IOException {
        browser.go(dashboard.url() + "/");
        button("start-search", "Start a search").click();
        browser.untilTrue("files", () -> browser.all("start-search tbody tr").size() == 2);
        picture("start");
        assertTrue(browser.text("start-search dialog").contains("broken.yaml:"));
        assertTrue(browser.text("start-search dialog").contains("A search trains into this database already"));
        assertTrue(browser.all("start-search tbody button").stream().noneMatch(WebElement::isEnabled));
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.untilTrue("closed", () -> !browser.one("start-search dialog").isDisplayed());
        browser.run("localStorage.setItem('theme', 'dark')");
        browser.size(390, 800);
        browser.go(dashboard.url() + "/");
        button("start-search", "Start a search").click();
        browser.untilTrue("files", () -> browser.all("start-search tbody tr").size() == 2);
        picture("start-narrow-dark");
        browser.go(dashboard.url() + "/experiments/digits/trials/4");
        browser.untilTrue("the note", () -> !browser.all("note-editor textarea").isEmpty());
        browser.run("document.querySelector('trial-control').scrollIntoView()");
        picture("trial-narrow-dark");
        browser.go(dashboard.url() + "/experiments/digits");
        browser.untilTrue("control", () -> !browser.all("search-control button").isEmpty());
        picture("experiment-narrow-dark");
        browser.run("localStorage.setItem('theme', 'light')");
        browser.size(1280, 900);
        shared.desk().note(Subject.experiment(id), "x");
        assertEquals(
                1,
                browser.driver().findElements(By.cssSelector("search-control")).size());
    }
}
