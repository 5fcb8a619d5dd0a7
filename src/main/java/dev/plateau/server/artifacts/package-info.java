/**
 * The folder of files that clients send: models, pictures, logs.
 *
 * <p>Start at {@link dev.plateau.server.artifacts.ArtifactFolder}. Imports no other room and knows no HTTP.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A path that could lead out is refused and never corrected: a corrected path is another file than the client meant.
 *   <li>A file arrives in a folder beside and is moved when it is complete: nobody sees half of one, and two clients that send the same
 *       path end with one of both.
 *   <li>Symbolic links inside of the folder that lead out of it are not followed. Only somebody with an account on this machine can make
 *       one.
 * </ul>
 */
@NullMarked
package dev.plateau.server.artifacts;

import org.jspecify.annotations.NullMarked;
