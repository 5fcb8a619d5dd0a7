package dev.plateau.cli;

import dev.plateau.server.Dashboard;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the launcher has done once after each build. Prints the class path as an option of {@code java}: Plateau's jar and each library that its manifest
 * names, because archives of loaded classes hold what comes from the class path and nothing of what only a manifest names. Makes the blank
 * database that new ones begin as, and unpacks the database's native library. Starts a dashboard, so that the archives know its classes.
 */
final class FirstStart {

    private FirstStart() {}

    /** Arguments: Plateau's jar, the database to make, the library to make. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("-cp \"" + classPath(Path.of(arguments[0])).replace("\\", "\\\\") + "\"");
        Stores.unpackLibrary(Path.of(arguments[2]));
        Path blank = Path.of(arguments[1]);
        Files.deleteIfExists(blank);
        try (Store store = Stores.sqlite(blank);
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            System.err.println("a dashboard comes and goes, so that its classes are known: " + dashboard.url());
        }
    }

    private static String classPath(Path plateau) throws IOException {
        try (JarFile jar = new JarFile(plateau.toFile())) {
            String named = jar.getManifest().getMainAttributes().getValue("Class-Path");
            Stream<String> libraries = Stream.of(named.split(" "))
                    .map(uri -> Path.of(URI.create(uri)).toString());
            return Stream.concat(Stream.of(plateau.toString()), libraries)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
