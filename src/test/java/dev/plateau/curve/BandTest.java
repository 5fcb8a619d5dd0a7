package dev.plateau.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BandTest {

    private static final Curve LONG = new Curve(0, 0, List.of(1.0, 0.5, 0.25));
    private static final Curve SHORT = new Curve(0, 1, List.of(3.0, 1.5));

    /** By hand: of two values a and b the mean is (a + b) / 2 and its standard error |a - b| / 2. */
    @Test
    void coversTheEpochsThatEveryFoldHasReached() {
        Band band = Band.of(List.of(LONG, SHORT));
        assertEquals(2, band.epochs());
        assertEquals(List.of(2.0, 1.0), band.means());
        assertEquals(1.0, band.at().get(0).error(), 1e-15, "one rounding of a square root");
        assertEquals(0.5, band.at().get(1).error(), 1e-15, "one rounding of a square root");
    }

    @Test
    void hasNoEpochsWithoutFolds() {
        assertEquals(0, Band.of(List.of()).epochs());
    }

    @Test
    void showsADivergedFoldAsNaNAtItsEpochOnly() {
        Band band = Band.of(List.of(LONG, new Curve(0, 1, List.of(1.0, Double.NaN, 0.75))));
        assertEquals(List.of(1.0, Double.NaN, 0.5), band.means());
    }

    @Test
    void readsACurveAtEpochsFromOneAndNaNBeyondItsEnd() {
        assertEquals(3.0, SHORT.at(1));
        assertEquals(1.5, SHORT.at(2));
        assertEquals(Double.NaN, SHORT.at(3));
    }
}
