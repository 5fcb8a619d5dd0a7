-- What programs log from outside. An experiment, a trial with a stage of its own, a run and its series are rows of the tables that searches
-- use, so that every page shows them; what only a tracker knows stands here.

-- Rows that no page shows: what was deleted, the trial of a run that became a fold of another, and the run of a trial that has folds.
-- Readers get views without them, see Database.
ALTER TABLE experiment ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stage ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trial ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

-- Of logged series, NULL for others: how many points there are, and the latest by step, then time, then value (NULL if that is NaN).
ALTER TABLE series ADD COLUMN points BIGINT;
ALTER TABLE series ADD COLUMN latest_step BIGINT;
ALTER TABLE series ADD COLUMN latest_at BIGINT;
ALTER TABLE series ADD COLUMN latest_value DOUBLE PRECISION;

-- Beside every experiment that was logged, and beside others once a tracker has changed something of them. objective is the metric that was
-- chosen from those that were logged, NULL before the first.
CREATE TABLE tracked (
    experiment_id BIGINT NOT NULL PRIMARY KEY REFERENCES experiment (id),
    lifecycle     TEXT   NOT NULL CHECK (lifecycle IN ('ACTIVE', 'DELETED')),
    artifacts     TEXT   NOT NULL,
    objective     TEXT
);

CREATE TABLE experiment_tag (
    experiment_id BIGINT NOT NULL REFERENCES experiment (id),
    name          TEXT   NOT NULL,
    value         TEXT   NOT NULL,
    PRIMARY KEY (experiment_id, name)
) ${without_rowid};

-- trial_id and stage_id are its own, also while its run is a fold of another. parent is the id that its tag names, fold the number that
-- its tag or parameter gives; first_step is the one that was logged first.
CREATE TABLE logged_run (
    run_id        BIGINT  NOT NULL PRIMARY KEY REFERENCES run (id),
    id            TEXT    NOT NULL UNIQUE CHECK (length(id) = 32),
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    trial_id      BIGINT  NOT NULL UNIQUE REFERENCES trial (id),
    stage_id      BIGINT  NOT NULL REFERENCES stage (id),
    name          TEXT    NOT NULL,
    user_name     TEXT    NOT NULL,
    status        TEXT    NOT NULL CHECK (status IN ('SCHEDULED', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED')),
    started       BIGINT  NOT NULL,
    ended         BIGINT,
    lifecycle     TEXT    NOT NULL CHECK (lifecycle IN ('ACTIVE', 'DELETED')),
    parent        TEXT,
    fold          INTEGER,
    first_step    BIGINT
);
CREATE INDEX logged_run_experiment ON logged_run (experiment_id, started);
CREATE INDEX logged_run_open ON logged_run (experiment_id) WHERE status IN ('SCHEDULED', 'RUNNING');
CREATE INDEX logged_run_parent ON logged_run (parent) WHERE parent IS NOT NULL;

-- subject is the id of a run, or -1 times the id of a trial of a search: so in the next two tables as well.
CREATE TABLE param (
    subject BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    value   TEXT   NOT NULL,
    PRIMARY KEY (subject, name)
) ${without_rowid};

CREATE TABLE run_tag (
    subject BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    value   TEXT   NOT NULL,
    PRIMARY KEY (subject, name)
) ${without_rowid};

CREATE TABLE input (
    subject     BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    digest      TEXT   NOT NULL,
    source_type TEXT   NOT NULL,
    source      TEXT   NOT NULL,
    schema      TEXT   NOT NULL,
    profile     TEXT   NOT NULL,
    context     TEXT,
    tags        TEXT   NOT NULL,
    PRIMARY KEY (subject, name, digest)
);

-- Points in the order in which they came, up to 64 a row, packed; the last row of a series is written again as it grows. id is the id of the
-- series times 2^24 plus the number of the row, from 0: so the rows of a series stand together and need no index. The least and the greatest
-- step tell where to look for a point.
CREATE TABLE chunk (
    id       ${identity},
    points   INTEGER  NOT NULL CHECK (points >= 1),
    min_step BIGINT   NOT NULL,
    max_step BIGINT   NOT NULL,
    bytes    ${bytes} NOT NULL
);

CREATE TABLE logged_model (
    id            TEXT   NOT NULL PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES experiment (id),
    run           TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    type          TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    artifacts     TEXT   NOT NULL,
    created       BIGINT NOT NULL,
    updated       BIGINT NOT NULL,
    params        TEXT   NOT NULL,
    tags          TEXT   NOT NULL
);
CREATE INDEX logged_model_experiment ON logged_model (experiment_id, created);
