package dev.plateau.work;

/**
 * A message with the number of the worker in its process that it is to or from: a line that begins with the number and a space.
 *
 * @param seat from 0
 */
record Addressed(int seat, Message message) {

    String line() {
        return seat + " " + message.line();
    }

    /** @throws IllegalArgumentException if the line is not a message to somebody */
    static Addressed read(String line) {
        int space = line.indexOf(' ');
        if (space < 1 || space > 4 || !line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a message: " + line.substring(0, Math.min(200, line.length())));
        }
        return new Addressed(Integer.parseInt(line.substring(0, space)), Message.read(line.substring(space + 1)));
    }
}
