package dev.plateau.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.cli.report.Leaderboard;
import dev.plateau.cli.report.Result;
import dev.plateau.compare.Standing;
import dev.plateau.curve.Goal;
import dev.plateau.store.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static int code(State state, Map<State, Integer> trials) {
        Leaderboard none = new Leaderboard("val_loss", Goal.MINIMIZE, 5, List.of(), Standing.none(5));
        return ExitCode.of(new Result(
                "x", state, trials, Map.of(), 0, none, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsHowASearchWent() {
        assertEquals(0, code(State.COMPLETED, Map.of(State.COMPLETED, 3)));
        assertEquals(2, code(State.COMPLETED, Map.of(State.FAILED, 3)));
        assertEquals(3, code(State.COMPLETED, Map.of(State.COMPLETED, 2, State.FAILED, 1)));
        assertEquals(130, code(State.QUEUED, Map.of(State.COMPLETED, 2, State.QUEUED, 1)));
    }
}
