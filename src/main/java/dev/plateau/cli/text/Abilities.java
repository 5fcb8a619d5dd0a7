package dev.plateau.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a terminal can do.
 *
 * @param live whether lines on standard error can be drawn again
 * @param color whether results may have colours
 * @param unicode whether it shows more than ASCII
 * @param width columns; 0 for none, as in a file
 */
public record Abilities(boolean live, boolean color, boolean unicode, int width) {

    /** A file or a pipe that holds UTF-8. */
    public static final Abilities FILE = new Abilities(false, false, true, 0);

    /** Narrower than this nothing can be drawn sensibly: lines then wrap. */
    private static final int LEAST_WIDTH = 40;

    private static final int WIDTH_IF_UNKNOWN = 80;

    /** {@code stty} answers in milliseconds; a terminal that hangs must not hold up a command. */
    private static final long STTY_MILLIS = 500;

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    /** The abilities of the terminal that this process was started in. */
    public static Abilities ofThisProcess(Map<String, String> environment, Charset charset) {
        boolean dumb =
                environment.getOrDefault("TERM", "dumb").equals("dumb") && !environment.containsKey("WT_SESSION");
        boolean out = isTerminal(1);
        boolean live = isTerminal(2) && !dumb;
        boolean color = out && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        return new Abilities(live, color, unicode, out || live ? width(environment) : 0);
    }

    /** What the terminal's programs are expected to write; the JDK's own default is UTF-8 everywhere from 18 on. */
    public static Charset charset() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .flatMap(name -> Optional.ofNullable(System.getProperty(name)).stream())
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElse(Charset.defaultCharset());
    }

    /** Linux tells of each stream where it goes. Elsewhere the JDK only tells of all of them together. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false; // closed, or not ours to read: then nothing can be drawn on it
            }
        }
        return System.console() != null;
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : askTerminal();
        return Math.max(LEAST_WIDTH, width);
    }

    private static int askTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = stty.waitFor(STTY_MILLIS, TimeUnit.MILLISECONDS);
            String size = ended ? new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII) : "";
            stty.destroy();
            Matcher matcher = SIZE.matcher(size);
            return matcher.matches() && !matcher.group(1).equals("0")
                    ? Integer.parseInt(matcher.group(1))
                    : WIDTH_IF_UNKNOWN;
        } catch (IOException e) {
            return WIDTH_IF_UNKNOWN; // no stty, as on Windows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WIDTH_IF_UNKNOWN;
        }
    }
}
