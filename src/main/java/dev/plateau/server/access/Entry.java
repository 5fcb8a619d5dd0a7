package dev.plateau.server.access;

import io.javalin.security.RouteRole;

/** Who may use a route. One without any of these is for those who are logged in. */
public enum Entry implements RouteRole {
    /** Everybody: it holds nothing of the database. */
    ANYBODY,

    /** Those who are logged in; all others are led to the page where they can do that. */
    PAGE
}
