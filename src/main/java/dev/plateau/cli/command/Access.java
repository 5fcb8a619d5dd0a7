package dev.plateau.cli.command;

import dev.plateau.server.Dashboard;
import dev.plateau.server.access.Door;
import dev.plateau.server.access.Token;
import dev.plateau.server.access.TokenFile;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Who may come to a dashboard that is being started.
 *
 * @param door of the dashboard
 * @param made the token if it was made just now, to be shown once
 * @param since day on which the token was made; empty if none is needed
 */
record Access(Door door, Optional<TokenFile.Made> made, Optional<LocalDate> since) {

    /** For everybody who can reach it. */
    static Access open() {
        return new Access(Door.open(), Optional.empty(), Optional.empty());
    }

    /**
     * For those who have the token beside the database.
     *
     * @param renew whether another one is made even if there is one
     */
    static Access byToken(TokenFile file, boolean renew) {
        Clock clock = Clock.systemUTC();
        Optional<Token> known = renew ? Optional.empty() : file.read();
        Optional<TokenFile.Made> made = known.isPresent() ? Optional.empty() : Optional.of(TokenFile.make(clock));
        Token token = known.or(() -> made.map(TokenFile.Made::token)).orElseThrow();
        return new Access(
                Door.locked(token, clock),
                made,
                Optional.of(LocalDate.ofInstant(token.created(), ZoneId.systemDefault())));
    }

    /** What to open in a browser: with a new token the page that logs in with it. */
    String link(String url) {
        return made.map(fresh -> Dashboard.login(url, fresh.secret())).orElse(url + "/");
    }

    /** What a person has to know of the token. */
    List<String> lines() {
        if (made.isPresent()) {
            return List.of(
                    "token: " + made.get().secret(),
                    "It is not shown again; only its hash is kept. --new-token makes another one.");
        }
        return since.map(day -> List.of("The token of " + day + " is needed; --new-token makes another one."))
                .orElse(List.of());
    }
}
