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
 * @param width columns of standard output; 0 for a file
 * @param liveWidth columns of standard error; 0 for a file
 */
public record Abilities(boolean live, boolean color, boolean unicode, int width, int liveWidth) {

    /** A file or a pipe that holds UTF-8. */
    public static final Abilities FILE = new Abilities(false, false, true, 0, 0);

    /** Narrower than this nothing can be drawn sensibly: lines then wrap. */
    private static final int LEAST_WIDTH = 40;

    private static final int WIDTH_IF_UNKNOWN = 80;

    /** Commands that are asked answer in milliseconds; a terminal that hangs must not hold up ours. */
    private static final long ANSWER_MILLIS = 500;

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    /** The abilities of the terminal that this process was started in. */
    public static Abilities ofThisProcess(Map<String, String> environment, Charset charset) {
        boolean dumb =
                environment.getOrDefault("TERM", "dumb").equals("dumb") && !environment.containsKey("WT_SESSION");
        boolean out = isTerminal(1);
        boolean live = isTerminal(2) && !dumb;
        boolean color = out && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        int width = out || live ? width(environment) : 0;
        return new Abilities(live, color, unicode, out ? width : 0, live ? width : 0);
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

    /** Linux tells of each stream where it goes; macOS is asked by a command. Windows counts as a file: no colours there. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
            Process test = new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                    .inheritIO()
                    .start();
            return test.waitFor(ANSWER_MILLIS, TimeUnit.MILLISECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false; // closed, not ours to read, or no such command: then nothing can be drawn on it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
            boolean ended = stty.waitFor(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
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
