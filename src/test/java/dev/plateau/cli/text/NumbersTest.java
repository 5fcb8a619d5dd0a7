package dev.plateau.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.curve.Estimate;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Locale usual = Locale.getDefault();

    /** A language that writes a comma where we write a point. */
    @BeforeEach
    void speakGerman() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(usual);
    }

    @Test
    void separatesThousandsByCommasInEveryLanguage() {
        assertEquals("1,234,567", Numbers.count(1_234_567));
        assertEquals("1 epoch", Numbers.count(1, "epoch"));
        assertEquals("3,200 epochs", Numbers.count(3200, "epoch"));
    }

    @Test
    void givesAnEstimateTheDigitsThatItsErrorIsWorth() {
        assertEquals("0.0612 ± 0.0080", Numbers.estimate(new Estimate(0.061234, 0.008, 5)));
        assertEquals("0.97 ± 0.12", Numbers.estimate(new Estimate(0.9666, 0.123, 5)));
        assertEquals("512 ± 34", Numbers.estimate(new Estimate(512.4, 33.8, 5)));
    }

    @Test
    void showsAnEstimateWithoutAnErrorAlone() {
        assertEquals("0.06123", Numbers.estimate(new Estimate(0.061234, Double.NaN, 1)));
        assertEquals("NaN", Numbers.estimate(new Estimate(Double.NaN, Double.NaN, 5)));
        assertEquals("1.000 ± 0", Numbers.estimate(new Estimate(1, 0, 5)));
    }

    @Test
    void roundsNumbersToFourDigits() {
        assertEquals("0.3333", Numbers.number(1 / 3.0));
        assertEquals("123.5", Numbers.number(123.456));
        assertEquals("1.235e+07", Numbers.number(12_345_678));
        assertEquals("-0.5000", Numbers.number(-0.5));
        assertEquals("1.500e-06", Numbers.number(1.5e-6));
        assertEquals("-Infinity", Numbers.number(Double.NEGATIVE_INFINITY));
        assertEquals("0", Numbers.number(0));
    }

    @Test
    void showsHoursOnlyWhenThereAreSome() {
        assertEquals("00:21", Numbers.duration(Duration.ofSeconds(21)));
        assertEquals("59:59", Numbers.duration(Duration.ofSeconds(3599)));
        assertEquals("1:00:00", Numbers.duration(Duration.ofHours(1)));
    }
}
