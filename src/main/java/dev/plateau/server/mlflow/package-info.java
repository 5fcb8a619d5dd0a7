/**
 * MLflow's REST API over a {@link dev.plateau.track.Tracker}: an unmodified client needs only MLFLOW_TRACKING_URI.
 *
 * <p>Start at {@link dev.plateau.server.mlflow.Mlflow}, then {@link dev.plateau.server.mlflow.Endpoints}: a path is a method of one of the
 * Calls. May import {@code track}, {@code server.http}, {@code server.access} and {@code server.artifacts}; the store only for what its
 * errors are.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>What clients may rely on is MLflow's: paths, fields, error codes, limits, what is shortened, what may be repeated. Where its
 *       servers answer with 500 for a mistake of the client, this one answers with 400: clients ask again after 500, for minutes.
 *   <li>What is logged is read token by token, all else into a map of names: log-metric and log-batch come by the thousand.
 *   <li>One route a method and a map of paths. Javalin would look at a hundred routes in turn for each request.
 *   <li>Answers are compressed for other machines only: on one machine the client waits for that longer than for the bytes.
 *   <li>Models that a run has read or made (MLflow 3) are a tag of the run that no answer shows as one; nobody searches for them.
 *   <li>Files are listed and given only where their URI says that this server keeps them ({@code mlflow-artifacts:}). An experiment of
 *       {@code file:///etc} is somebody's own business, on his own machine: refused is what MLflow's servers did for years, reading it here.
 *   <li>A file that a client has sent is an attachment in a sandbox, whatever its name; pages and SVG go out as plain text.
 *   <li>No registry of models, no traces, no uploads in parts: 404 and 501 in the words that make clients do without.
 *   <li>A long search is written 500 runs at a time: 50,000 of them would not fit into the memory of the server.
 * </ul>
 */
@NullMarked
package dev.plateau.server.mlflow;

import org.jspecify.annotations.NullMarked;
