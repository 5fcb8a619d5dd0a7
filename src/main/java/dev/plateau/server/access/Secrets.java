package dev.plateau.server.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody can guess: 256 random bits, in the 43 letters of base64 for URLs. */
final class Secrets {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
