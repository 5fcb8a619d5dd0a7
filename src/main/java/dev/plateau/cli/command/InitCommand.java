package dev.plateau.cli.command;

import dev.plateau.cli.live.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plateau init [DIR]}. */
@Command(name = "init", header = "Write a small experiment with its data, to begin with.", sortOptions = false)
public final class InitCommand implements Callable<Integer> {

    /** What is written, and where it is in the jar. */
    private static final Map<String, String> FILES = files();

    private final Context context;

    @Mixin
    private Shared shared = new Shared();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder (default: this one).")
    private Path folder = Path.of("");

    InitCommand(Context context) {
        this.context = context;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("experiment.yaml", "/dev/plateau/cli/starter.yaml");
        files.put("iris.csv", "/experiments/data/iris.csv");
        return files;
    }

    @Override
    public Integer call() throws IOException {
        for (String name : FILES.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw new Mistake(folder.resolve(name) + " exists already: nothing was written; name another folder");
            }
        }
        if (Files.exists(folder) && !folder.toString().isEmpty() && !Files.isDirectory(folder)) {
            throw new Mistake(folder + " is not a folder");
        }
        Files.createDirectories(folder.toAbsolutePath());
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            copy(file.getValue(), folder.resolve(file.getKey()));
        }
        Path experiment = folder.resolve("experiment.yaml");
        List<String> written = FILES.keySet().stream()
                .map(name -> folder.resolve(name).toString())
                .toList();
        shared.print(
                context.terminal(),
                Map.of("written", written),
                () -> List.of(
                        "written: " + String.join(", ", written),
                        "next:",
                        "  " + shared.next("plan " + experiment),
                        "  " + shared.next("run " + experiment)));
        return ExitCode.GOOD;
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream from = InitCommand.class.getResourceAsStream(resource)) {
            if (from == null) {
                throw new IllegalStateException("the build left out " + resource);
            }
            Files.copy(from, file);
        }
    }
}
