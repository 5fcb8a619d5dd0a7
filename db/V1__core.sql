-- What one search leaves behind. One set for SQLite and PostgreSQL: what they spell differently is a placeholder.
-- Numbers that may be NaN are NULL when they are; infinities are stored as such. Instants are milliseconds since 1970 (UTC).

CREATE TABLE experiment (
    id            ${identity},
    name          TEXT   NOT NULL UNIQUE CHECK (name <> ''),
    description   TEXT   NOT NULL,
    definition    TEXT   NOT NULL,
    text          TEXT   NOT NULL,
    metric        TEXT   NOT NULL CHECK (metric <> ''),
    goal          TEXT   NOT NULL CHECK (goal IN ('MINIMIZE', 'MAXIMIZE')),
    state         TEXT   NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PRUNED', 'FAILED', 'CANCELLED', 'LOST')),
    created       BIGINT NOT NULL,
    last_activity BIGINT NOT NULL
);

CREATE TABLE provenance (
    experiment_id BIGINT NOT NULL REFERENCES experiment (id),
    name          TEXT   NOT NULL,
    value         TEXT   NOT NULL,
    PRIMARY KEY (experiment_id, name)
) ${without_rowid};

-- Row numbers as differences to the row before, zigzag, in bytes of 7 bits: about a byte a row.
CREATE TABLE fold (
    experiment_id BIGINT   NOT NULL REFERENCES experiment (id),
    repeat        INTEGER  NOT NULL CHECK (repeat >= 0),
    fold          INTEGER  NOT NULL CHECK (fold >= 0),
    training      ${bytes} NOT NULL,
    validation    ${bytes} NOT NULL,
    PRIMARY KEY (experiment_id, repeat, fold)
);

CREATE TABLE stage (
    id            ${identity},
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    number        INTEGER NOT NULL CHECK (number >= 0),
    settings      TEXT    NOT NULL,
    epochs        INTEGER NOT NULL CHECK (epochs >= 1),
    UNIQUE (experiment_id, number)
);

-- score, score_error, folds_done and state follow the table score in the transaction that writes there.
CREATE TABLE trial (
    id            ${identity},
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    number        INTEGER NOT NULL CHECK (number >= 1),
    configuration TEXT    NOT NULL,
    stage_id      BIGINT  NOT NULL REFERENCES stage (id),
    epochs        INTEGER NOT NULL CHECK (epochs >= 1),
    state         TEXT    NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PRUNED', 'FAILED', 'CANCELLED', 'LOST')),
    score         DOUBLE PRECISION,
    score_error   DOUBLE PRECISION,
    folds_done    INTEGER NOT NULL DEFAULT 0 CHECK (folds_done >= 0),
    message       TEXT,
    UNIQUE (experiment_id, number)
);
CREATE INDEX trial_stage ON trial (stage_id);

-- epochs and seconds follow the table epoch in the transaction that writes there.
CREATE TABLE run (
    id       ${identity},
    stage_id BIGINT  NOT NULL REFERENCES stage (id),
    repeat   INTEGER NOT NULL CHECK (repeat >= 0),
    fold     INTEGER NOT NULL CHECK (fold >= 0),
    attempt  INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    state    TEXT    NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PRUNED', 'FAILED', 'CANCELLED', 'LOST')),
    seed     BIGINT  NOT NULL,
    epochs   INTEGER NOT NULL DEFAULT 0 CHECK (epochs >= 0),
    seconds  DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (seconds >= 0),
    worker   TEXT,
    message  TEXT,
    UNIQUE (stage_id, repeat, fold)
);

-- A curve is held in memory epoch by epoch, so the last epoch has a bound.
CREATE TABLE epoch (
    run_id  BIGINT  NOT NULL REFERENCES run (id),
    epoch   INTEGER NOT NULL CHECK (epoch BETWEEN 1 AND 1000000),
    step    BIGINT  NOT NULL CHECK (step >= 0),
    samples BIGINT  NOT NULL CHECK (samples >= 0),
    seconds DOUBLE PRECISION NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (run_id, epoch)
) ${without_rowid};

-- The summary of the points that are not NaN: how many, the last, the least and the greatest, each with its first epoch.
CREATE TABLE series (
    id         ${identity},
    run_id     BIGINT  NOT NULL REFERENCES run (id),
    name       TEXT    NOT NULL CHECK (name <> ''),
    count      INTEGER NOT NULL CHECK (count >= 0),
    last       DOUBLE PRECISION,
    last_epoch INTEGER,
    min        DOUBLE PRECISION,
    min_epoch  INTEGER,
    max        DOUBLE PRECISION,
    max_epoch  INTEGER,
    UNIQUE (run_id, name),
    CHECK (min <= max)
);

CREATE TABLE point (
    series_id BIGINT  NOT NULL REFERENCES series (id),
    epoch     INTEGER NOT NULL CHECK (epoch >= 1),
    value     DOUBLE PRECISION,
    PRIMARY KEY (series_id, epoch)
) ${without_rowid};

CREATE TABLE score (
    trial_id BIGINT NOT NULL REFERENCES trial (id),
    run_id   BIGINT NOT NULL REFERENCES run (id),
    value    DOUBLE PRECISION,
    PRIMARY KEY (trial_id, run_id)
) ${without_rowid};
