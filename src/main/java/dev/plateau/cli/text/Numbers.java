package dev.plateau.cli.text;

import dev.plateau.curve.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them: no more digits than they are worth, the same on every machine. */
public final class Numbers {

    /** Digits after the point, at most: beyond them two scores are the same to anybody. */
    private static final int MOST_DECIMALS = 6;

    /** From here on, and likewise below its inverse, numbers are written with an exponent. */
    private static final double LARGE = 1e6;

    private Numbers() {}

    /** With commas between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with the noun that it counts, in the plural by s. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A number to four significant digits. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        double size = Math.abs(value);
        if (size >= LARGE || (size > 0 && size < 1e-4)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = size == 0 ? 0 : Math.min(MOST_DECIMALS, Math.max(0, 3 - exponent(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A mean and its standard error: as many decimals as show two digits of the error, {@code 0.0612 ± 0.0080}. */
    public static String estimate(Estimate estimate) {
        double error = estimate.error();
        double mean = estimate.mean();
        if (!Double.isFinite(error) || !Double.isFinite(mean)) {
            return number(mean);
        }
        if (error == 0 || Math.abs(mean) >= LARGE || error < 1e-5) {
            return number(mean) + " ± " + number(error);
        }
        int decimals = Math.min(MOST_DECIMALS, Math.max(0, 1 - exponent(error)));
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format + " ± " + format, mean, error);
    }

    private static int exponent(double positive) {
        return (int) Math.floor(Math.log10(positive));
    }

    /** {@code 00:21}, or {@code 1:02:03} from an hour on. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** To the minute, in the machine's time zone. */
    public static String instant(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }

    /** {@code 1.5 GB}. */
    public static String bytes(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : String.format(Locale.ROOT, "%,d MB", bytes >> 20);
    }

    /** How a trial is called: {@code t07}. */
    public static String trial(int number) {
        return String.format(Locale.ROOT, "t%02d", number);
    }
}
