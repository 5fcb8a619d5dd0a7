package dev.plateau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a command loads: what its start costs, without the noise of a clock. */
final class LoadedClasses {

    private static final Pattern LOADED = Pattern.compile("] (\\S+) source: ");

    private LoadedClasses() {}

    /** The names of all classes that a process of its own loads for a command, those of the JDK too. */
    static List<String> of(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("plateau-classes", ".log");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " did not end well");
        }
        List<String> names = new ArrayList<>();
        for (String loaded : Files.readAllLines(log)) {
            Matcher name = LOADED.matcher(loaded);
            if (name.find()) {
                names.add(name.group(1));
            }
        }
        Files.delete(log);
        return names;
    }
}
