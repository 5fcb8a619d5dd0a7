package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.access.Door;
import dev.plateau.server.access.TokenFile;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Logging in and out in a browser, what a page says whose session has ended, and the page about the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginIT {

    private final TokenFile.Made made = TokenFile.make(Clock.systemUTC());

    private Store store;
    private Dashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(
                Browser.isInstalled() || System.getenv("CI") != null,
                "Logging in is not tested in a browser: there is no chromium and chromedriver in /usr/bin"
                        + " (Debian: apt-get install chromium chromium-driver)");
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.small()).train(0, 2);
        dashboard = Dashboard.start(
                store, new Reach(Dashboard.LOOPBACK, 0, Set.of()), Door.locked(made.token(), Clock.systemUTC()));
        browser = Browser.open(folder.resolve("profile"), 1200, 800);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            dashboard.close();
            store.close();
        }
    }

    @BeforeEach
    void logOut() {
        browser.driver().manage().deleteAllCookies();
        browser.complaints();
    }

    private String url() {
        return String.valueOf(browser.driver().getCurrentUrl());
    }

    @Test
    void linkOfTheTerminalLogsInAndLeavesNoTokenInTheAddress() {
        browser.go(Dashboard.login(dashboard.url(), made.secret()));
        browser.untilTrue("the list", () -> browser.text("h1").equals("Experiments"));
        assertEquals(dashboard.url() + "/", url());
        browser.driver().navigate().back();
        assertFalse(url().contains(made.secret()), url());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void pageThatWasWantedComesAfterTheLogin() {
        String wanted = dashboard.url() + "/experiments/digits?trials=1,2&axis=step";
        browser.go(wanted);
        browser.untilTrue("the login", () -> browser.text("h1").equals("Log in"));
        browser.one("#token").sendKeys("wrong", Keys.ENTER);
        browser.untilTrue("the reason", () -> browser.text("#why").equals("That is not the token of this dashboard"));
        assertEquals("true", browser.one("#token").getAttribute("aria-invalid"));
        browser.one("#token").clear();
        browser.one("#token").sendKeys(made.secret(), Keys.ENTER);
        browser.untilTrue("the page", () -> browser.text("h1").startsWith("digits"));
        assertEquals(wanted, url());
    }

    @Test
    void otherSiteIsNeverWhereTheLoginLeadsTo() {
        for (String elsewhere : List.of(
                "https%3A%2F%2Fevil.example%2F",
                "%2F%2Fevil.example%2F", "%2F.%2F%2Fevil.example%2F", "javascript%3Aalert(1)", "%5C%5Cevil.example")) {
            browser.go(dashboard.url() + "/login?to=" + elsewhere);
            browser.untilTrue("the login", () -> browser.text("h1").equals("Log in"));
            browser.untilTrue("ready", () -> browser.one("#token").getAttribute("readonly") == null);
            browser.one("#token").sendKeys(made.secret(), Keys.ENTER);
            browser.untilTrue("the list", () -> browser.text("h1").equals("Experiments"));
            assertEquals(dashboard.url() + "/", url());
            browser.driver().manage().deleteAllCookies();
        }
    }

    @Test
    void pageWhoseSessionHasEndedSaysSoAndLeadsBack() {
        browser.go(Dashboard.login(dashboard.url(), made.secret()));
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.go(dashboard.url() + "/experiments/digits?axis=step");
        browser.untilTrue("it is live", () -> !browser.all(".feed.live").isEmpty());
        browser.run("fetch('/api/session', {method: 'DELETE'})");
        browser.untilTrue(
                "it says so",
                () -> browser.all(".notice").stream()
                        .anyMatch(notice -> notice.getText().startsWith("Your session has ended")));
        browser.one(".notice a").click();
        browser.untilTrue("the login", () -> browser.text("h1").equals("Log in"));
        browser.one("#token").sendKeys(made.secret(), Keys.ENTER);
        browser.untilTrue("the page", () -> browser.text("h1").startsWith("digits"));
        assertTrue(url().endsWith("/experiments/digits?axis=step"), url());
    }

    @Test
    void whoIsLoggedInLogsOut() {
        browser.go(Dashboard.login(dashboard.url(), made.secret()));
        browser.untilTrue("the list", () -> browser.text("h1").equals("Experiments"));
        browser.go(dashboard.url() + "/login");
        browser.untilTrue("the state", () -> browser.text("h1").equals("You are logged in"));
        browser.one("main button").click();
        browser.untilTrue("the login", () -> browser.text("h1").equals("Log in"));
        browser.go(dashboard.url() + "/");
        browser.untilTrue("closed", () -> browser.text("h1").equals("Log in"));
    }

    @Test
    void apiPageShowsEveryRouteAndWhatItAnswers() {
        browser.go(Dashboard.login(dashboard.url(), made.secret()));
        browser.untilTrue("the list", () -> browser.text("h1").equals("Experiments"));
        browser.go(dashboard.url() + Routes.DOCS_PAGE);
        // MLflow's addresses are described by MLflow.
        long routes = dashboard.answered().stream()
                .filter(route ->
                        route.contains(" /api/") && !route.endsWith(Routes.DOCS_PAGE) && !route.endsWith("<path>"))
                .count();
        browser.untilTrue("every route", () -> browser.all(".reference article").size() == routes);
        browser.one("#listExperiments details summary").click();
        browser.untilTrue(
                "its fields", () -> browser.text("#listExperiments .fields").contains("last_activity"));
        browser.one("#listExperiments p button").click();
        browser.untilTrue(
                "an answer",
                () -> browser.all("#listExperiments pre").stream()
                        .anyMatch(pre -> pre.getText().contains("\"name\":[\"digits\"]")));
        String curl = browser.text("#readCurves .command code");
        assertTrue(
                curl.startsWith("curl -H \"Authorization: Bearer $TOKEN\" '" + dashboard.url()
                        + "/api/experiments/digits/curves"),
                curl);
        assertEquals(List.of(), browser.complaints());
    }
}
