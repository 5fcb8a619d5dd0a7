-- What a search gave besides numbers: files, such as the model that was trained on all rows at the end. The file itself is beside the
-- database; path counts from its folder of files, or is absolute for a file that was put elsewhere.

CREATE TABLE artifact (
    id            ${identity},
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
    trial         INTEGER NOT NULL CHECK (trial >= 1),
    name          TEXT    NOT NULL CHECK (name <> ''),
    kind          TEXT    NOT NULL CHECK (kind IN ('MODEL')),
    path          TEXT    NOT NULL CHECK (path <> ''),
    bytes         BIGINT  NOT NULL CHECK (bytes >= 0),
    sha256        TEXT    NOT NULL CHECK (length(sha256) = 64),
    created       BIGINT  NOT NULL,
    provenance    TEXT    NOT NULL
);
CREATE INDEX artifact_experiment ON artifact (experiment_id);
