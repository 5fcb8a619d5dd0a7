package dev.plateau.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints the class path for the launcher, as a file of options of {@code java}: Plateau's jar and each library that its manifest names. Archives of
 * loaded classes hold what comes from the class path and nothing of what only a manifest names.
 */
final class Libraries {

    private Libraries() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("-cp \"" + classPath(Path.of(arguments[0])).replace("\\", "\\\\") + "\"");
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
