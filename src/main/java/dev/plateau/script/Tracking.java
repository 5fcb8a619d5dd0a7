package dev.plateau.script;

import dev.plateau.track.Relay;

/**
 * Where scripts log by MLflow's API.
 *
 * @param url of the server, whose writes go through the relay
 * @param experiment its number there
 */
public record Tracking(String url, long experiment, Relay relay) {}
