-- When runs trained, and what people write beside what a search writes: notes, tags, saved views, and what they ask of a search.

-- One row for each time that a run trained. epochs is the last stored epoch at its end; state says how it ended, RUNNING until then.
CREATE TABLE attempt (
    run_id      BIGINT  NOT NULL REFERENCES run (id),
    attempt     INTEGER NOT NULL CHECK (attempt >= 1),
    worker      TEXT    NOT NULL,
    started     BIGINT  NOT NULL,
    ended       BIGINT,
    first_epoch INTEGER NOT NULL CHECK (first_epoch >= 1),
    epochs      INTEGER CHECK (epochs >= 0),
    state       TEXT    NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PRUNED', 'FAILED', 'CANCELLED', 'LOST')),
    PRIMARY KEY (run_id, attempt)
) ${without_rowid};

-- trial is a number, or 0 for the experiment itself; so also in tag.
CREATE TABLE note (
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    trial         INTEGER NOT NULL CHECK (trial >= 0),
    text          TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (experiment_id, trial)
);

CREATE TABLE tag (
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    trial         INTEGER NOT NULL CHECK (trial >= 0),
    tag           TEXT    NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (experiment_id, trial, tag)
) ${without_rowid};

CREATE TABLE archived (
    experiment_id BIGINT NOT NULL PRIMARY KEY REFERENCES experiment (id),
    since         BIGINT NOT NULL
);

-- A view without an experiment is one of all of them.
CREATE TABLE saved_view (
    id            ${identity},
    experiment_id BIGINT REFERENCES experiment (id),
    name          TEXT   NOT NULL CHECK (name <> ''),
    query         TEXT   NOT NULL
);
CREATE UNIQUE INDEX saved_view_name ON saved_view (COALESCE(experiment_id, 0), name);

-- Somebody asks the process that trains an experiment to pause; the process takes the row away.
CREATE TABLE stop_request (
    experiment_id BIGINT NOT NULL PRIMARY KEY REFERENCES experiment (id),
    since         BIGINT NOT NULL
);
