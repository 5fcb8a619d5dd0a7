package dev.plateau.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The secret of a dashboard, as its hash.
 *
 * @param hash SHA-256 of the secret, 64 hexadecimal digits
 * @param created when it was made
 */
public record Token(String hash, Instant created) {

    /** Longer than any secret of ours: a text above it is wrong without a look. */
    private static final int MAX_LENGTH = 200;

    private static final int HASH_DIGITS = 64;

    public Token {
        if (hash.length() != HASH_DIGITS || !hash.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a hash has " + HASH_DIGITS + " hexadecimal digits");
        }
    }

    /** Whether this is the secret. Takes the same time however much of it is right. */
    boolean matches(String secret) {
        return secret.length() <= MAX_LENGTH
                && MessageDigest.isEqual(
                        HexFormat.of().parseHex(hash), HexFormat.of().parseHex(hash(secret)));
    }

    static String hash(String secret) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
