package dev.plateau.store;

/**
 * A file that a search gave, before it has a row.
 *
 * @param trial the number of the trial that it comes from, from 1
 * @param name how people call it: the name of the file
 * @param path from the database's folder of files, with {@code /}; absolute for a file elsewhere
 * @param bytes length of the file
 * @param sha256 of the file, 64 lower-case hexadecimal digits
 * @param provenance JSON object of where it comes from
 */
public record Artifact(int trial, String name, Kind kind, String path, long bytes, String sha256, String provenance) {

    /** What is in the file. */
    public enum Kind {
        /** A network trained on all rows. */
        MODEL
    }

    /** @throws IllegalArgumentException if one of them is out of its range */
    public Artifact {
        if (trial < 1 || name.isEmpty() || path.isEmpty() || bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no artifact: trial " + trial + ", name " + name + ", path " + path
                    + ", bytes " + bytes + ", sha256 " + sha256);
        }
    }
}
