"""Starts the programs of src/bench/java, which it builds first."""

import os
import pathlib
import re
import subprocess

from side_by_side import HOME

TARGET = HOME / "target" / "with-bench"

START = ["-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"]

# As the worker processes of Plateau are started for it: the fastest flags that were found for Deeplearning4j.
DL4J = [*START, "-XX:TieredStopAtLevel=1"]

# As the compiled trainer wants it.
COMPILED = [*START, "--add-modules", "jdk.incubator.vector"]


def classpath():
    return (TARGET / "classpath").read_text(encoding="utf-8").strip()


def java(flags, main, *arguments):
    """The command line of a program, after building it."""
    os.environ["OMP_NUM_THREADS"] = "1"
    done = subprocess.run([str(HOME / "mvnw"), "-B", "-q", "-Dlaunch", "-Pbench", "process-test-classes"], cwd=HOME, check=False)
    if done.returncode != 0:
        raise SystemExit("the build of src/bench failed")
    folders = [str(TARGET / "classes"), str(TARGET / "test-classes"), classpath()]
    program = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    return [program, *flags, "-cp", os.pathsep.join(folders), main, *arguments]


def version(artifact):
    """The version of a library that the build found."""
    names = (pathlib.Path(jar).name for jar in classpath().split(os.pathsep))
    found = (re.fullmatch(re.escape(artifact) + r"-(\d.*)\.jar", name) for name in names)
    return next((match.group(1) for match in found if match), "unknown")
