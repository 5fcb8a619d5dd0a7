/**
 * Trains by a program of the user's: one process for each run, whose epochs are read from what it prints, writes or sends.
 *
 * <p>Start at {@link dev.plateau.script.ScriptExecutor}, then {@code Attempt}. May import {@code data}, {@code train}, {@code work}, {@code
 * logs}, {@code track} and {@code experiment}, whose file describes the program.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The coordinator starts the program itself: a worker of ours between them would cost a JVM a slot and keep nothing apart that the
 *       process does not.
 *   <li>A guard in {@code /bin/sh} makes the process group and ends it when our end of a pipe closes: a JVM that is killed can do nothing
 *       any more. The guard is a constant; the command reaches it as arguments, which no shell reads.
 *   <li>A program that is stopped is not asked why it ended: what we decided is recorded, not its exit code.
 *   <li>A program that ends well before its last epoch has stopped early by itself: its trial is scored at its last epoch.
 *   <li>The first place that tells an epoch with the objective is believed. To merge places was refused: progress lines, CSV files and MLflow
 *       say the same with other roundings, and which is right nobody knows.
 *   <li>The memory limit is for the sum of what the group's processes hold, looked at ten times a second: a limit of the address space
 *       would end programs that only reserve it, as PyTorch does.
 *   <li>An experiment file may name any program anywhere. Whoever can write the file decides; who may only choose a file, as in the
 *       dashboard, chooses among those that the owner of the server put into its folder.
 * </ul>
 */
@NullMarked
package dev.plateau.script;

import org.jspecify.annotations.NullMarked;
